"""Problems in the forms that other programs read, each a pure function from a report to text."""
