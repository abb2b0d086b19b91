"""Rows of a table become pages: matched, merged with what editors wrote, published.

An import writes a field only where the table's value has changed since the last import, so that edits made on the site
stay. A page that was here before the first import keeps what it says; the table fills what is blank there. Each noun
says in its own `imports.py` what its columns mean.
"""
