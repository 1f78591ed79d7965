"""People: their accounts, roles, posts, deputies and ways to sign in."""
