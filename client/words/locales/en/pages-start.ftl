### The pages that everybody sees: start, accounts, and the parts that other pages share.
