"""From an edition to pages: frames and views, in both languages, put into the theme's templates."""
