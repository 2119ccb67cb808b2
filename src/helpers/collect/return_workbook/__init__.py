"""A return workbook of ours that comes back: recognised, compared with what was issued, read row by row.

May import what its floor may.
"""
