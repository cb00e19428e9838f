### ما تقوله أجزاء عدة.
###
### record: مستند · consent: موافقة · recovery words: كلمات الاسترداد · password: كلمة المرور · access (to look): اطّلاع ·
### log: السجل · hospital: المستشفى · doctor: طبيب · patient: مريض · admin: مسؤول · store: المخزن · chain: السلسلة ·
### erase: محو · sealed: مختوم · key: مفتاح · registration card: بطاقة التسجيل · node: العقدة · fee: رسم ·
### deposit: تأمين · balance: الرصيد · backup file: ملف النسخة الاحتياطية · lock, unlock: قفل، فتح القفل

size-bytes = { $count ->
    [zero] { $count } بايت
    [one] { $count } بايت
    [two] { $count } بايت
    [few] { $count } بايتات
    [many] { $count } بايت
   *[other] { $count } بايت
}
size-kb = { $number } كيلوبايت
size-mb = { $number } ميغابايت
size-gb = { $number } غيغابايت
size-tb = { $number } تيرابايت

length-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
length-hours = { $count } س
length-minutes = { $count } د
length-seconds = { $count } ث

chain-at = السلسلة على العنوان { $url }
chain-own = سلسلة عقدة هذا الجهاز

upgrade-announced = يحصل { $part ->
    [admin] عقد المسؤولين
    [audit] عقد السجل
    [doctor] عقد الأطباء
   *[patient] عقد المرضى
} على شيفرة جديدة، { $code }، ليس قبل { $from } (الاقتراح { $number }).
proposal-open = يحتاج الاقتراح { $number } إلى { $quorum } من الموافقات وله منها { $approvals }. ينتهي في { $until }.
proposal-announced = أُعلن الاقتراح { $number } للجميع. يمكن تنفيذه من { $from } حتى { $until }.
proposal-announced-lacking = أُعلن الاقتراح { $number } للجميع، لكنه يحتاج إلى { $quorum } من الموافقات وله منها { $approvals }: لم يعد آخرون مسؤولين، أو رُفع النصاب. متى اكتملت يمكن تنفيذه من { $from } حتى { $until }.
proposal-approved = للاقتراح { $number } الموافقات التي يحتاج إليها. يمكن تنفيذه حتى { $until }.
proposal-ready = انقضت مهلة الإعلان عن الاقتراح { $number }. يمكن تنفيذه حتى { $until }.
proposal-expired = انتهت صلاحية الاقتراح { $number }.
proposal-carried-out = نُفّذ الاقتراح { $number }.
proposal-called-off = أُلغي الاقتراح { $number }.
propose-admin = جعل { $who } مسؤولًا
propose-no-admin = سحب دور المسؤول من { $who }
propose-parameters = تحديد الإعدادات: التسجيل الذاتي { $self_registration ->
    [open] مفتوح
   *[closed] مغلق
}، أطول موافقة { $days ->
    [zero] { $days } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}، أكبر صفحة { $page ->
    [zero] { $page } قيد
    [one] قيد واحد
    [two] قيدان
    [few] { $page } قيود
    [many] { $page } قيدًا
   *[other] { $page } قيد
}، النصاب { $quorum }، مهلة التحديثات { $notice }
propose-log-page = تحديد أكبر صفحة في السجل: { $count ->
    [zero] { $count } قيد
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
propose-writer = السماح للعقد { $contract } بالكتابة في السجل
propose-no-writer = سحب حق الكتابة في السجل من العقد { $contract }
propose-code = وضع الشيفرة { $code } مكان شيفرة { $part ->
    [admin] عقد المسؤولين
    [audit] عقد السجل
    [doctor] عقد الأطباء
   *[patient] عقد المرضى
}

receipts-one = معاملة واحدة، الرسم { $fee }
receipts-many = { $count ->
    [zero] لا معاملات
    [one] معاملة واحدة
    [two] معاملتان
    [few] { $count } معاملات
    [many] { $count } معاملة
   *[other] { $count } معاملة
}
