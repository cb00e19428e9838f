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

length-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
length-hours = { $count } h
length-minutes = { $count } min
length-seconds = { $count } s

chain-at = the chain at { $url }
chain-own = the chain at this machine's node

upgrade-announced = The { $part } contract gets new code, { $code }, not before { $from } (proposal { $number }).
proposal-open = Proposal { $number } needs { $quorum } approvals and has { $approvals }. It expires on { $until }.
proposal-announced = Proposal { $number } is announced to everybody. It can be carried out from { $from } until { $until }.
proposal-announced-lacking = Proposal { $number } is announced to everybody, but needs { $quorum } approvals and has { $approvals }: others are no admins any more, or the quorum was raised. With them it can be carried out from { $from } until { $until }.
proposal-approved = Proposal { $number } has the approvals that it needs. It can be carried out until { $until }.
proposal-ready = Proposal { $number } has had its notice. It can be carried out until { $until }.
proposal-expired = Proposal { $number } has expired.
proposal-carried-out = Proposal { $number } is carried out.
proposal-called-off = Proposal { $number } is called off.
propose-admin = make { $who } an admin
propose-no-admin = take the admin role from { $who }
propose-parameters = set the parameters: self-registration { $self_registration ->
    [open] open
   *[closed] closed
}, longest consent { $days } days, largest page { $page } entries, quorum { $quorum }, notice of upgrades { $notice }
propose-log-page = set the largest page of the log: { $count } entries
propose-writer = let the contract { $contract } write to the log
propose-no-writer = take the right to write to the log from the contract { $contract }
propose-code = put the code { $code } in the place of { $part }'s

receipts-one = 1 transaction, fee { $fee }
receipts-many = { $count ->
    [one] { $count } transaction
   *[other] { $count } transactions
}
