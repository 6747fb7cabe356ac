"""Paper: sheets, letterhead, texts, tables, signatures and forms, set on A4 as PDF. No topic."""
