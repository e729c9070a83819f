"""Who may come in: users, roles with scopes, sign-in, invitations."""
