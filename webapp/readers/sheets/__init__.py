"""Files of rows, whatever program saved them: delimited text and workbooks as one kind of sheet."""
