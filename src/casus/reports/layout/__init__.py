"""From a page's bytes to its article: what is body, what is furniture, who wrote it, when and where."""
