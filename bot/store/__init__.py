"""What we remember: tables, migrations and queries, one module per noun."""
