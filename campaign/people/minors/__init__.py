"""Those under age: rules about ages, consents of their guardians, and what becomes of a registration without one."""
