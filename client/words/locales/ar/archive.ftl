### الصفحة التي يُقرأ بها أرشيف مستندات المريض من القرص، من غير medink.

archive-title = مستنداتي الطبية
archive-made = أُنشئ في { $made }. الحساب: <code>{ $account }</code>
archive-made-some = أُنشئ في { $made }. بعض المستندات، كل منها كما هو مبيّن أدناه؛ ولا شيء غيرها في هذا الأرشيف.
archive-missing = ليست في هذا الأرشيف
archive-cut-off = مقطوع: هنا بدايته فقط، ولا يُعتمد عليها: { $why }
archive-erased = مُحي: لم يعد عند أحد.
archive-not-here = محتواه ليس في مخازن الجهاز الذي أنشأ هذا الأرشيف.
archive-unreadable = تعذرت قراءته: { $why }
archive-profile = الملف الشخصي
archive-no-profile = لا يوجد.
archive-field-name = الاسم
archive-field-birth-date = تاريخ الميلاد
archive-field-gender = الجنس
archive-field-identifier = رقم التعريف
archive-field-phone = الهاتف
archive-field-email = البريد الإلكتروني
archive-field-address = العنوان
archive-field-emergency-contact = جهة الاتصال عند الطوارئ
archive-field-allergies = الحساسيات
archive-field-blood-group = فصيلة الدم
archive-for-programs = الشيء نفسه للبرامج: <file>{ $name }</file>
archive-records = المستندات
archive-no-record = لا يوجد شيء بعد.
archive-version = الإصدار
archive-kind = النوع
archive-date = التاريخ
archive-by = بقلم
archive-file = الملف
archive-number = رقم { $number }
archive-added = أُضيف في { $day }
archive-notes = ملاحظات عليه:
archive-note-on = ملاحظة على <link>المستند { $number }</link>
archive-consents = الموافقات
archive-no-consent = ليس لأحد حق الاطّلاع.
archive-doctor = الطبيب
archive-scope = على ماذا
archive-purpose = السبب
archive-until = حتى
archive-until-then = { $until }
archive-until-ended = { $until } (انتهت)
archive-covers-whole = السجل الطبي كله
archive-log = السجل
archive-log-about = في <file>log.jsonl</file> { $count ->
    [zero] ما من قيود
    [one] القيد الوحيد
    [two] القيدان
    [few] القيود الـ{ $count }
    [many] القيود الـ{ $count }
   *[other] القيود الـ{ $count }
} عن هذا الحساب: من فعل ماذا ومتى، قيد في كل سطر من JSON. لكل قيد بصمته التي يُعثر عليه بها في السجل كله، ولا يمكن التحقق إلا من السجل كله. إنشاء هذا الأرشيف ليس في أي سجل: لم يكن حاضرًا غيرك.
