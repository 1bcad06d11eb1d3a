"""The editing form behind `hub edit`: forms from models, changes by place, a server on this machine only."""
