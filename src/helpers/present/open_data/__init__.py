"""The data that anyone may take away: tables, workbook, JSON, what they hold and how they may be used."""
