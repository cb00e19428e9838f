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

receipts-one = معاملة واحدة، الرسم { $fee }
receipts-many = { $count ->
    [zero] لا معاملات
    [one] معاملة واحدة
    [two] معاملتان
    [few] { $count } معاملات
    [many] { $count } معاملة
   *[other] { $count } معاملة
}
