### The admins' pages.
