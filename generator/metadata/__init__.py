"""What machines read about the site: sitemap, robots.txt, build.json."""
