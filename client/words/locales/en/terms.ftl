### What several parts say: sizes, transactions.
###
### Messages are in the order of the pages, keys begin with the part they belong to. Arguments are data: names, addresses,
### counts. An element such as <link>...</link> is filled by the page; move it with its words, and leave its name.

size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kb = { $number } KB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB

receipts-one = 1 transaction, fee { $fee }
receipts-many = { $count ->
    [one] { $count } transaction
   *[other] { $count } transactions
}
