"""What a pull request does to the hub: new problems, pages that change, translations that fall behind."""
