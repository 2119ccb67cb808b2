"""Sixth floor: the quarter's folder: open it, carry templates into it, keep its history, sign it off.

May import all floors below.
"""
