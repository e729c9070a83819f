"""The HTTP kit: guards, forms, errors, paging, headers, templates. Knows no feature."""
