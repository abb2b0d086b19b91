"""Tables from anywhere (CSV, TSV, JSON) as records of clean cells. Knows no page."""
