"""What can be wrong with a table: as a whole, with one row, with one cell.

Messages are for the person who has the file."""


class TableError(Exception):
    """The file cannot be read as a table of the wanted columns. Nothing of it comes in."""


class RowError(Exception):
    """This row cannot come in. The others can."""


class CellError(Exception):
    """This cell cannot be used. Its row comes in without it."""
