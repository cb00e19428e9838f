### صفحات المسؤولين.

## What several of them say

admin-title = الإدارة
admin-register = تسجيل
admin-doctors = الأطباء
admin-patients = المرضى
admin-admins = المسؤولون
admin-balances = الأرصدة
admin-proposals = الاقتراحات
admin-parameters = الإعدادات
admin-log = السجل
admin-health = الحالة
admin-actions = إجراءات
admin-yes = نعم
admin-no = لا
admin-pager = { $first } إلى { $last } من { $total }
admin-sentences = { $first } { $next }
admin-form-broken = هذه الاستمارة غير مكتملة، لذلك لم يُرسل شيء
admin-form-broken-next = أعد تحميل الصفحة ثم كرّر ما فعلته.
admin-form-again = أُرسلت هذه الاستمارة من قبل ولم تُنفَّذ مرة ثانية
admin-form-again-next = انظر إلى الأرصدة؛ وللتكرار املأ الاستمارة من جديد.

## The first page

home-counts = كم عدد الأشخاص، وما الذي ينبغي فعله
home-register-about = ببطاقة التسجيل التي يعطيك إياها الشخص.
home-doctor = طبيب
home-patient = مريض
home-table = من جدول
home-health-about = العقدة والمخازن والقرص.
home-look-closer = انظر عن قرب
counts-begin = ابدأ بالأشخاص: ينشئ كل منهم حسابًا ويعطيك بطاقة تسجيله. سجّل طبيبًا أولًا ثم المرضى.
counts-to-do = ما ينبغي فعله
counts-paused = النظام متوقف مؤقتًا. أنهِ التوقف في <link>الإعدادات</link>.
counts-unattested = { $count ->
    [zero] <link>لا بيانات لطبيب</link> غير موثّقة.
    [one] <link>بيانات طبيب واحد</link> غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذا الاسم غير موثّق.
    [two] <link>بيانات طبيبين</link> غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
    [few] <link>بيانات { $count } أطباء</link> غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
    [many] <link>بيانات { $count } طبيبًا</link> غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
   *[other] <link>بيانات { $count } طبيب</link> غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
}
counts-unattested-least = { $count ->
    [zero] <link>لا بيانات لطبيب</link> غير موثّقة.
    [one] <link>بيانات طبيب واحد</link> على الأقل غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذا الاسم غير موثّق.
    [two] <link>بيانات طبيبين</link> على الأقل غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
    [few] <link>بيانات { $count } أطباء</link> على الأقل غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
    [many] <link>بيانات { $count } طبيبًا</link> على الأقل غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
   *[other] <link>بيانات { $count } طبيب</link> على الأقل غير موثّقة: تغيّرت منذ توثيقها أو لم تُراجَع قط. يرى المرضى هذه الأسماء غير موثّقة.
}
counts-open = { $count ->
    [zero] <link>لا اقتراحات</link> مفتوحة.
    [one] <link>اقتراح واحد</link> مفتوح.
    [two] <link>اقتراحان</link> مفتوحان.
    [few] <link>{ $count } اقتراحات</link> مفتوحة.
    [many] <link>{ $count } اقتراحًا</link> مفتوحًا.
   *[other] <link>{ $count } اقتراح</link> مفتوح.
}
counts-open-lacking = { $count ->
    [zero] <link>لا اقتراحات</link> مفتوحة؛ وتنقص الموافقات { $lacking } منها.
    [one] <link>اقتراح واحد</link> مفتوح؛ وتنقص الموافقات { $lacking } منها.
    [two] <link>اقتراحان</link> مفتوحان؛ وتنقص الموافقات { $lacking } منهما.
    [few] <link>{ $count } اقتراحات</link> مفتوحة؛ وتنقص الموافقات { $lacking } منها.
    [many] <link>{ $count } اقتراحًا</link> مفتوحًا؛ وتنقص الموافقات { $lacking } منها.
   *[other] <link>{ $count } اقتراح</link> مفتوح؛ وتنقص الموافقات { $lacking } منها.
}
counts-upgrades = { $count ->
    [zero] لم يُعلن أي تحديث. انظر في <link>الاقتراحات</link>.
    [one] أُعلن تحديث. انظر إليه في <link>الاقتراحات</link>.
    [two] أُعلن تحديثان. انظر إليهما في <link>الاقتراحات</link>.
    [few] أُعلنت { $count } تحديثات. انظر إليها في <link>الاقتراحات</link>.
    [many] أُعلن { $count } تحديثًا. انظر إليها في <link>الاقتراحات</link>.
   *[other] أُعلن { $count } تحديث. انظر إليها في <link>الاقتراحات</link>.
}
counts-working = هناك عمل على أشخاص كثيرين قيد التنفيذ: <link>تقريره</link>.
counts-doctors = <number>{ $active }</number> في الخدمة
counts-doctors-suspended = <number>{ $active }</number> في الخدمة، و{ $suspended } قيد الإيقاف
counts-doctors-cut = <number>{ $active }</number> في الخدمة، وغيرهم لم يُعدّوا
counts-doctors-suspended-cut = <number>{ $active }</number> في الخدمة، و{ $suspended } قيد الإيقاف، وغيرهم لم يُعدّوا
counts-doctors-look = انظر إلى الأطباء
counts-patients = { $count ->
    [zero] <number>{ $count }</number> مسجّل
    [one] <number>{ $count }</number> مسجّل
    [two] <number>{ $count }</number> مسجّلان
    [few] <number>{ $count }</number> مسجّلين
    [many] <number>{ $count }</number> مسجّلًا
   *[other] <number>{ $count }</number> مسجّل
}
counts-patients-counting = <number>{ $count }</number> على الأقل؛ والعدّ مستمر
counts-patients-rest = <number>{ $count }</number> على الأقل؛ ويُعدّ الباقون عند إعادة تحميل هذه الصفحة
counts-patients-look = انظر إلى أرصدتهم
counts-admins = { $count ->
    [zero] <number>{ $count }</number> حساب يدير
    [one] <number>{ $count }</number> حساب يدير
    [two] <number>{ $count }</number> حسابان يديران
    [few] <number>{ $count }</number> حسابات تدير
    [many] <number>{ $count }</number> حسابًا يدير
   *[other] <number>{ $count }</number> حساب يدير
}
counts-admins-look = انظر إلى المسؤولين
counts-log = { $count ->
    [zero] <number>{ $count }</number> قيد، كل منها مرتبط بما قبله
    [one] <number>{ $count }</number> قيد، كل منها مرتبط بما قبله
    [two] <number>{ $count }</number> قيدان، كل منهما مرتبط بما قبله
    [few] <number>{ $count }</number> قيود، كل منها مرتبط بما قبله
    [many] <number>{ $count }</number> قيدًا، كل منها مرتبط بما قبله
   *[other] <number>{ $count }</number> قيد، كل منها مرتبط بما قبله
}
counts-log-look = انظر إلى السجل

## Registering

register-a-doctor = تسجيل طبيب
register-a-patient = تسجيل مريض
register-from-table = التسجيل من جدول
register-card-hint = سطر واحد يبدأ بـ { $begin } ويجده الشخص في صفحة الحساب. لا يحتوي على أي سر.
register-camera = مسح بالكاميرا
register-picture = قراءة من صورة
register-card-of = التوقيع صحيح. البطاقة لـ <who/>.
register-card-known = التوقيع صحيح. البطاقة لـ <who/>، وهو مسجّل من قبل بصفة { $roles ->
    [doctor] طبيب
    [patient] مريض
    [admin] مسؤول
    [doctor-patient] طبيب ومريض
    [doctor-admin] طبيب ومسؤول
    [patient-admin] مريض ومسؤول
   *[all] طبيب ومريض ومسؤول
}.
register-entry = البيانات في الدليل
register-entry-about = يستطيع كل من لديه ملف النظام أن يقرأها، ولا يستطيع العموم ذلك. يمكن للطبيب تغييرها لاحقًا.
register-name = الاسم الكامل
register-specialty = الاختصاص
register-works-at = مكان العمل
register-licence = رقم الترخيص أو القيد
register-phone = الهاتف
register-email = البريد الإلكتروني
register-languages = اللغات
register-profile = الملف الشخصي الأول
register-profile-about = يجوز تركه فارغًا. يُختم لمفتاح المريض قبل أن يغادر هذا الجهاز: لا يمكنك قراءته بعد ذلك.
register-birth = تاريخ الميلاد
register-gender = الجنس
register-insurance = رقم التأمين أو الملف
register-fund = رصيد يُرسل معه، بوحدة { $symbol }
register-fund-hint = يدفع الرسوم وما يُحفظ على السلسلة. من رصيدك أنت؛ اتركه فارغًا لئلا يُرسل شيء.
register-busy = جارٍ التسجيل…
register-doctor-button = تسجيل الطبيب
register-patient-button = تسجيل المريض
register-doctor-done = سُجّل { $name } ({ $who }) طبيبًا.
register-patient-done = سُجّل { $who } مريضًا. ما كُتب عنه مختوم: هو وحده يستطيع قراءته.

## From a table

table-whose = لمن هذا الجدول؟
table-file = الجدول، وهو ملف CSV بترميز UTF-8
table-file-hint = يسمّي سطره الأول الأعمدة، وكل سطر تحته شخص واحد، وفي العمود card بطاقة التسجيل كاملة. عدد الأسطر { $most } على الأكثر.
table-needs-script = يحتاج هذا إلى JavaScript: يُسلَّم الجدول دون أن يُحفظ في أي مكان.
table-may-have = ما يجوز أن يحتويه الجدول
table-doctors = { $columns }؛ الاسم (name) لازم
table-patients = { $columns }؛ لا يلزم سوى البطاقة (card)
table-about = بأي ترتيب، مفصولة بفواصل أو فواصل منقوطة أو علامات جدولة، كما تحفظها برامج الجداول. السطر الخاطئ لا يكلّف إلا نفسه. يمكن أخذ الجدول نفسه مرة أخرى: من سُجّل من قبل يُتجاوز. ما يذكره عن المرضى يُختم لكل منهم؛ أما الجدول نفسه فلا يُحفظ في أي مكان.
table-too-slow = لم يصل الجدول في الوقت المحدد
table-not-whole = لم يصل الجدول كاملًا
table-try-again = حاول مرة أخرى.
table-of-nobody = لم يُذكر لمن هذا الجدول
table-of-nobody-next = اختر الأطباء أو المرضى.

## The report

report = التقرير
report-doctors = أطباء من جدول
report-patients = مرضى من جدول
report-top-up = استكمال الأرصدة
report-another = جدول آخر
report-fees = الرسوم: <fees/>.
report-under-way = قيد التنفيذ: تم { $told }. يستمر عند مغادرة هذه الصفحة، وينتهي عند قفل الحساب.
report-under-way-of = قيد التنفيذ: تم { $told } من { $total }. يستمر عند مغادرة هذه الصفحة، وينتهي عند قفل الحساب.
report-progress = التقدّم
report-stopping = جارٍ الإيقاف…
report-stop = أوقف بعد هذا
report-look-again = تحقق مرة أخرى
report-registered = المسجّلون
report-topped-up = من استُكمل رصيدهم
report-before = المسجّلون من قبل
report-partly = المسجّلون بلا مال
report-refused = المرفوضون
report-not-sent = لم يُرسل
report-unclear = لا يُعرف هل تم
report-to-look-at = ما ينبغي النظر فيه
report-right = ما تم: { $count }
report-save = حفظ التقرير جدولًا
report-line = السطر
report-who = من
report-outcome = النتيجة
report-why = السبب
report-none = لا يوجد تقرير: لم يُنجز أي تقرير منذ فتح قفل هذا الحساب
report-none-next = سجّل من جدول أو استكمل الأرصدة، فيظهر هنا.
work-busy = هناك عمل آخر على أشخاص كثيرين قيد التنفيذ هنا، لذلك لم يبدأ هذا
work-busy-next = انتظر حتى يكتمل تقريره ثم ابدأ هذا.
work-all = تم كل شيء.
work-bound-top-up = بلغ الحد: المبلغ كله أو عدد الأشخاص الذي يجوز أن يُرسل إليه في مرة واحدة. إذا بدأ من جديد استكمل فقط من بقي رصيده قليلًا.
work-bound = أنجزت هذه المرة كل ما يجوز لمرة واحدة. ابدأ من جديد للباقين.
work-stopped-top-up = أُوقف. إذا بدأ من جديد استكمل فقط من بقي رصيده قليلًا.
work-stopped-register = أُوقف. الجدول نفسه يسجّل فقط من لم يُسجَّل.
work-early-top-up = انتهى قبل أوانه. إذا بدأ من جديد استكمل فقط من بقي رصيده قليلًا.
work-early-register = انتهى قبل أوانه. الجدول نفسه يسجّل فقط من لم يُسجَّل.
work-registered = سُجّل
work-already = كان مسجّلًا من قبل
work-already-with-nothing = كان مسجّلًا من قبل، ولا رصيد له
work-already-with-nothing-why = استكمل رصيده.
work-not-funded = سُجّل، لكن لم يُرسل شيء
work-funding-unclear = سُجّل؛ ولا يُعرف هل أُرسل شيء: انظر إلى الرصيد
work-refused = مرفوض
work-unclear = لا يُعرف هل سُجّل
work-sent = أُرسل { $amount }
work-had = كان له { $amount }
work-sent-unclear = لا يُعرف هل أُرسل { $amount }: انظر إلى الرصيد
work-not-sent = لم يُرسل { $amount }

## Balances

balances-about = كل ما يُكتب على السلسلة له رسم وتأمين، ويدفعهما من يفعله. رصيدك أنت <own/>.
balances-go-on = لا أحد بين أحدث قيود السجل. تابع البحث.
balances-nobody = لا أحد هنا.
balances-total = المجموع { $total }.
balances-low = { $count ->
    [zero] لا أحد في هذه الصفحة له أقل من <limit/>.
    [one] شخص واحد في هذه الصفحة له أقل من <limit/>.
    [two] شخصان في هذه الصفحة لهما أقل من <limit/>.
    [few] { $count } أشخاص في هذه الصفحة لهم أقل من <limit/>.
    [many] { $count } شخصًا في هذه الصفحة لهم أقل من <limit/>.
   *[other] { $count } شخص في هذه الصفحة لهم أقل من <limit/>.
}
balances-none-low = لا أحد في هذه الصفحة له أقل من <limit/>.
balances-who = من
balances-has = الرصيد
balances-is-low = قليل
balances-send-menu = إرسال…
balances-amount = المبلغ بوحدة { $symbol }
balances-sending = جارٍ الإرسال…
balances-send = إرسال
balances-send-to = إرسال<hidden> إلى { $who }</hidden>
balances-beginning = من البداية
funding = قواعد المال
funding-about = ما تبدأ به الاستمارات عند تسجيل شخص أو إكمال رصيده. لا يُرسل شيء من تلقاء نفسه. تُحفظ على هذا الجهاز لهذا الحساب.
funding-newcomer = يُعطى من يُسجَّل، بوحدة { $symbol }
funding-newcomer-hint = يدفع العمليات الأولى، من رصيدك أنت؛ 0 لئلا يُعطى شيئًا.
funding-below = يُعدّ الرصيد قليلًا إن كان دون، بوحدة { $symbol }
funding-up-to = وإكماله يبلغ به، بوحدة { $symbol }
funding-up-to-hint = ضمن الأرصدة، متى قررت ذلك.
funding-keep = حفظ هذه القواعد
funding-kept = حُفظت القواعد.
balances-top-up = استكمال كل رصيد قليل
balances-below = من له أقل من، بوحدة { $symbol }
balances-up-to = يُعطى ما يبلغ به، بوحدة { $symbol }
balances-up-to-hint = من رصيدك أنت. من صار له ما يكفي لا يُعطى شيئًا، فيمكن البدء من جديد؛ لكن من مسؤول واحد في كل مرة، وليس ما دام تحويل قيد التنفيذ: فقد يُرسل أحدهما مرتين.
balances-among = من بين
balances-most = المجموع على الأكثر، بوحدة { $symbol }
balances-most-hint = عنده ينتهي العمل، ولو بقي من له أقل.
balances-top-up-menu = استكمال…
balances-top-up-about = كل من له من المختارين أقل من المبلغ الأول يُعطى من رصيدك ما يبلغ به المبلغ الثاني؛ وينتهي العمل حيث يتجاوز المجموع المبلغ الثالث. ما يُرسل لا يمكن استرداده.
balances-topping-up = جارٍ الاستكمال…
balances-top-up-button = استكمال
balances-send-one = إرسال إلى شخص واحد
balances-to = إلى
balances-to-hint = عنوان، أو اسم حساب على هذا الجهاز
balances-sent = أُرسل { $amount } إلى { $to }.
balances-nobody-chosen = لم يُختر أحد لاستكمال رصيده
balances-nobody-chosen-next = اختر الأطباء أو المرضى أو المسؤولين.

## Doctors

doctors-none = لم يُسجّل أي طبيب بعد. سجّل طبيبًا ببطاقة التسجيل التي يعطيك إياها.
doctors-doctor = الطبيب
doctors-registered = سُجّل
doctors-profile-is = البيانات
doctors-status = الوضع
doctors-verified = وثّقها <who/>
doctors-withdrawing = جارٍ السحب…
doctors-withdraw = سحب<hidden> توثيق { $who }</hidden>
doctors-self-declared = غير موثّقة
doctors-verify-menu = توثيق…
doctors-verify-about = لا توثّق إلا ما راجعته. يرى الجميع أنك أنت من وثّقه.
doctors-verifying = جارٍ التوثيق…
doctors-verify = توثيق<hidden> { $who }</hidden>
doctors-active = في الخدمة
doctors-suspended = موقوف
doctors-suspend-menu = إيقاف…
doctors-suspend-about = تبقى الموافقات، لكنها لا تفتح شيئًا حتى تعيد الطبيب. تتغير مفاتيح المرضى عند استخدامهم التالي.
doctors-suspending = جارٍ الإيقاف…
doctors-suspend = إيقاف<hidden> { $who }</hidden>
doctors-reinstating = جارٍ الإعادة…
doctors-reinstate = إعادة<hidden> { $who }</hidden>
doctors-field-name = الاسم
doctors-field-specialty = الاختصاص
doctors-field-organization = المؤسسة
doctors-field-identifier = الرقم
doctors-field-phone = الهاتف
doctors-field-email = البريد الإلكتروني
doctors-field-languages = اللغات
doctors-suspended-done = أُوقف الطبيب: لا تفتح له أي موافقة شيئًا حتى يُعاد.
doctors-changed = تغيّرت البيانات منذ أن عُرضت عليك
doctors-changed-next = اقرأها مرة أخرى ثم وثّقها.
doctors-verified-done = البيانات موثّقة منك. تعود غير موثّقة متى غيّرها الطبيب.
doctors-withdrawn-done = عادت البيانات غير موثّقة.
doctors-reinstated-done = يستطيع الطبيب أن يعمل من جديد.

## Admins

admins-about = يقرر من يكون مسؤولًا عددٌ من المسؤولين يحدده <quorum>النصاب</quorum>. ما ينتظر الموافقات تجده في <proposals>الاقتراحات</proposals>.
admins-admin = المسؤول
admins-remove-menu = إزالة…
admins-remove-me = لن تستطيع الإدارة بعد ذلك.
admins-remove-about = يحتفظ السجل بما فعله هذا المسؤول. لا يمكن إزالة المسؤول الأخير.
admins-removing = جارٍ الإزالة…
admins-remove = إزالة<hidden> { $who }</hidden>
admins-add = إضافة مسؤول
admins-address = عنوان أو بطاقة تسجيل
admins-address-hint = يجوز للمسؤول تسجيل الأشخاص وتغيير الإعدادات وإيقاف النظام مؤقتًا، لكنه لا يفتح أي مستند.
admins-adding = جارٍ الإضافة…
admins-add-button = إضافة المسؤول
admins-added = صار الحساب حساب مسؤول.
admins-removed = لم يعد الحساب حساب مسؤول.

## Parameters and the pause

parameters-about = تسري على الجميع فورًا. كل تغيير مقيّد في السجل بالقيمة القديمة والجديدة.
parameters-self = يجوز للمرضى تسجيل أنفسهم
parameters-self-hint = وإلا سجّلهم مسؤول في مكتب الاستقبال. الآن: { $may ->
    [yes] يجوز لهم
   *[no] لا يجوز لهم
}.
parameters-consent = أطول موافقة، بالأيام
parameters-consent-hint = لا يستطيع مريض إعطاء موافقة أطول؛ وما أُعطي يبقى. من 1 إلى { $most }. الآن: { $now }.
parameters-page = أكبر صفحة، بالقيود
parameters-page-hint = ما يجوز أن يطلبه سؤال واحد إلى السلسلة من قائمة. الصفحات الأصغر تحتاج إلى أسئلة أكثر. من 1 إلى { $most }. الآن: { $now }.
parameters-log-page = أكبر صفحة في السجل، بالقيود
parameters-log-page-hint = الأمر نفسه للسجل. من 1 إلى { $most }. الآن: { $now }.
parameters-quorum = النصاب
parameters-quorum-hint = كم مسؤولًا يجب أن يوافق على ما قد يضر الجميع: المسؤولون والإعدادات ومن يكتب في السجل والشيفرة الجديدة. بعدد المسؤولين على الأكثر. الآن: { $now }.
parameters-notice = مهلة التحديثات
parameters-notice-hint = المدة التي تُعلن فيها شيفرة جديدة للجميع قبل أن يمكن تنفيذها، مع رمز وحدتها: 7 d للأيام أو 36 h للساعات. لا يمكن إلا رفعها. الآن: { $now }.
parameters-saving = جارٍ الحفظ…
parameters-save = حفظ
parameters-bad-consent = أطول موافقة ليست عددًا صحيحًا
parameters-bad-page = أكبر صفحة ليست عددًا صحيحًا
parameters-bad-log-page = أكبر صفحة في السجل ليست عددًا صحيحًا
parameters-bad-quorum = النصاب ليس عددًا صحيحًا
parameters-bad-next = اكتبه بالأرقام، مثل 30.
parameters-large-quorum = النصاب أكبر من عدد المسؤولين الممكن
parameters-large-quorum-next = اختر عدد المسؤولين على الأكثر.
parameters-changed = تغيّر: { $changes }.
parameters-unchanged = لم يتغيّر شيء.
pause = إيقاف مؤقت
pause-on = النظام متوقف مؤقتًا حتى <until/> على أبعد تقدير: لا يستطيع أحد التسجيل أو الكتابة أو إعطاء موافقة أو فتح مستند. ويبقى السحب وتغيير المفاتيح والمحو وإيقاف الأطباء ممكنًا.
pause-resuming = جارٍ الاستئناف…
pause-resume = استئناف
pause-about = ما دام النظام متوقفًا مؤقتًا لا يستطيع أحد التسجيل أو الكتابة أو إعطاء موافقة أو فتح مستند. ما يسحب حق الاطّلاع لا يتوقف أبدًا: سحب موافقة وتغيير المفاتيح ومحو مستند وإيقاف طبيب. ينتهي التوقف من تلقاء نفسه بعد ثلاثة أيام، ولا يمكن أن يبدأ التالي إلا بعد مرور مثل مدته. لا يضيع شيء.
pause-menu = إيقاف النظام مؤقتًا…
pause-warning = يتوقف الجميع حتى تستأنف، أو لثلاثة أيام، بمن فيهم أطباء في أثناء علاج.
pause-pausing = جارٍ الإيقاف…
pause-done = أُوقف مؤقتًا لثلاثة أيام على الأكثر. ما يسحب حق الاطّلاع يستمر: السحب وتغيير المفاتيح والمحو وإيقاف الأطباء.
pause-ended = استؤنف عمل النظام.

## Proposals

proposals-about = ما قد يضر الجميع يحتاج إلى موافقة عدة مسؤولين. اقترح المسؤولين في <admins>المسؤولون</admins> والإعدادات في <parameters>الإعدادات</parameters>. ما نال الموافقات اللازمة يُنفَّذ؛ والشيفرة الجديدة تُعلن للجميع قبل أن يمكن تنفيذها.
proposals-none = لم يُقترح شيء بعد. ما يجوز لمسؤول أن يقرره وحده يُنفَّذ فورًا ولا يُذكر هنا.
proposals-proposal = الاقتراح
proposals-what = ماذا
proposals-by = من
proposals-approvals = الموافقات
proposals-approvals-of = { $approvals } من { $quorum }
proposals-state = الحالة
proposals-open = مفتوح
proposals-expired = انتهت صلاحيته
proposals-announced = معلن
proposals-ready = جاهز
proposals-carried-out = نُفّذ
proposals-called-off = أُلغي
proposals-not-before = ليس قبل <time/>
proposals-expires = ينتهي في <time/>
proposals-approving = جارٍ تسجيل الموافقة…
proposals-approve = موافقة<hidden> على الاقتراح { $number }</hidden>
proposals-carrying-out = جارٍ التنفيذ…
proposals-carry-out = تنفيذ<hidden> الاقتراح { $number }</hidden>
proposals-withdrawing = جارٍ السحب…
proposals-withdraw = سحب<hidden> موافقتي على الاقتراح { $number }</hidden>
proposals-code = شيفرة جديدة لعقد
proposals-code-about = تُعلن للجميع مدة { $notice } قبل أن يمكن تنفيذها. يحتفظ العقد بعنوانه وبكل ما يحفظه.
proposals-contract = العقد
proposals-part-admin = المسؤولون
proposals-part-audit = السجل
proposals-part-doctor = الأطباء
proposals-part-patient = المرضى
proposals-bundle = الشيفرة الجديدة
proposals-bundle-hint = حزمتها، وهي ملف ينتهي بـ .contract. تُرفع الشيفرة حيث لا تكون لدى السلسلة.
proposals-bundle-read = قراءة الملف
proposals-proposing = جارٍ الاقتراح…
proposals-code-button = اقتراح الشيفرة الجديدة
proposals-writers = من يجوز له الكتابة في السجل
proposals-writer = عنوان العقد
proposals-writer-hint = تُعرض قيود عقد ليس من الأربعة على أنها غريبة.
proposals-writer-give = اقتراح السماح له بالكتابة
proposals-writer-take = اقتراح سحب هذا الحق
proposals-no-number = لا تذكر الاستمارة أي اقتراح
proposals-no-number-next = ارجع إلى القائمة واختر اقتراحًا.
proposals-approved = نال الاقتراح { $number } الموافقات اللازمة ونُفّذ.
proposals-withdrawn = سُحبت موافقتك على الاقتراح { $number }.
proposals-done = نُفّذ الاقتراح { $number }.
proposals-writer-taken = لم يعد يجوز للعقد أن يكتب في السجل.
proposals-writer-given = يجوز للعقد أن يكتب في السجل. تُعرض قيوده على أنها غريبة.
proposals-no-contract = لم يُختر أي عقد
proposals-no-contract-next = اختر واحدًا من الأربعة.
proposals-code-done = صارت للعقد الشيفرة الجديدة.
proposals-code-is = الشيفرة الجديدة هي { $code }. { $stands }

## The log

log-draw = رسم
log-verifying = جارٍ التحقق…
log-verify = تحقّق
log-export = تصدير
log-export-table = تصدير كجدول
log-about = من فعل ماذا بمن، ومتى. لا يحتوي على أي اسم ولا على شيء عن صحة أحد. { $count ->
    [zero] لا قيود.
    [one] قيد واحد.
    [two] قيدان.
    [few] { $count } قيود.
    [many] { $count } قيدًا.
   *[other] { $count } قيد.
}
log-filtered = <strong>مصفّى</strong>: في التصدير ما تسمح به التصفية. ومن دونها هو السجل كله، ويمكن التحقق منه.
log-head = بصمة القيد الأخير
log-none-newest = لا شيء مطابق بين أحدث القيود.
log-none = لا قيد مطابق.
log-number = رقم
log-time = الوقت
log-who = من
log-what = ماذا
log-to-whom = بمن
log-subject = بشأن
log-block = الكتلة { $block }، البصمة { $hash }
log-themselves = بنفسه
log-foreign = غريب: كتبه عقد ليس من عقود هذا النظام الأربعة. يثبت السجل أنه كُتب، لا أنه صحيح.
log-newest = الأحدث
log-go-on = تابع البحث
log-older = الأقدم
log-contract-admin = عقد المسؤولين
log-contract-audit = عقد السجل
log-contract-doctor = عقد الأطباء
log-contract-patient = عقد المرضى
log-filter = تصفية
log-filter-who = من فعله
log-filter-whom-hint = اسم طبيب، أو عنوان، كاملًا أو كما تعرضه القائمة
log-filter-any = أي شيء
log-filter-from = من
log-filter-until = حتى، مع ذلك اليوم
log-filter-all = عرض الكل
log-export-other = غُيّرت التصفية في تبويب آخر؛ أعد تحميل الصفحة
log-export-other-next = ما تعرضه الصفحة هو ما يحتويه التصدير منها.
log-export-locked = قُفل الحساب فانتهى التصدير

## The log drawn

activity = النشاط
activity-list = كقائمة
activity-counted = { $count ->
    [zero] لا قيود.
    [one] قيد واحد.
    [two] قيدان.
    [few] { $count } قيود.
    [many] { $count } قيدًا.
   *[other] { $count } قيد.
}
activity-counted-cut = { $count ->
    [zero] لا قيود، بين أحدث { $most } في السجل.
    [one] قيد واحد، بين أحدث { $most } في السجل.
    [two] قيدان، بين أحدث { $most } في السجل.
    [few] { $count } قيود، بين أحدث { $most } في السجل.
    [many] { $count } قيدًا، بين أحدث { $most } في السجل.
   *[other] { $count } قيد، بين أحدث { $most } في السجل.
}
activity-per = القيود في كل { $unit ->
    [minute] دقيقة
    [hour] ساعة
    [day] يوم
    [week] أسبوع
   *[month] شهر
}
activity-drawing = القيود في كل { $unit ->
    [minute] دقيقة
    [hour] ساعة
    [day] يوم
    [week] أسبوع
   *[month] شهر
}: { $highest } على الأكثر، و{ $count } في المجموع. الأعداد في الجدول أدناه.
activity-numbers = الأعداد كجدول
activity-from = من
activity-entries = القيود
activity-by-action = حسب الإجراء
activity-share = النسبة إلى الأكثر تكرارًا

## Verifying the log

verify = التحقق من السجل
verify-about = يحتوي كل قيد على بصمة القيد السابق. يقرأ التحقق السجل كله ويحسب كل بصمة من جديد على هذا الجهاز ويقابل الأخيرة ببصمة السلسلة: قيد غُيّر أو حُذف أو أُدخل يكسره.
verify-whole = { $count ->
    [zero] السجل كامل: لا قيود، والأخيرة بصمة السلسلة.
    [one] السجل كامل: قيد واحد، بصمته صحيحة، وهي بصمة السلسلة.
    [two] السجل كامل: قيدان، بصمتاهما صحيحتان، والأخيرة بصمة السلسلة.
    [few] السجل كامل: { $count } قيود، كل البصمات صحيحة، والأخيرة بصمة السلسلة.
    [many] السجل كامل: { $count } قيدًا، كل البصمات صحيحة، والأخيرة بصمة السلسلة.
   *[other] السجل كامل: { $count } قيد، كل البصمات صحيحة، والأخيرة بصمة السلسلة.
}
verify-beginning = { $count ->
    [zero] ما قُرئ هو بداية السجل الصحيحة: لا قيود؛ وصار فيه الآن { $known }.
    [one] ما قُرئ هو بداية السجل الصحيحة: قيد واحد، بصمته صحيحة؛ وصار فيه الآن { $known }.
    [two] ما قُرئ هو بداية السجل الصحيحة: قيدان، بصمتاهما صحيحتان؛ وصار فيه الآن { $known }.
    [few] ما قُرئ هو بداية السجل الصحيحة: { $count } قيود، كل البصمات صحيحة؛ وصار فيه الآن { $known }.
    [many] ما قُرئ هو بداية السجل الصحيحة: { $count } قيدًا، كل البصمات صحيحة؛ وصار فيه الآن { $known }.
   *[other] ما قُرئ هو بداية السجل الصحيحة: { $count } قيد، كل البصمات صحيحة؛ وصار فيه الآن { $known }.
}
verify-head = بصمة القيد الأخير هي <hash/>. قوبلت مع { $against }.
verify-write-down = دوّن هذا في مكان آخر؛ به يستطيع أي شخص التحقق من تصدير من دون عقدة:
verify-foreign = { $count ->
    [zero] لا قيود غريبة. ثابت أنها كُتبت، وليس ما تقوله. الأولى:
    [one] قيد واحد غريب: كتبه عقد ليس من عقود هذا النظام الأربعة. ثابت أنه كُتب، وليس ما يقوله. الأول:
    [two] قيدان غريبان: كتبهما عقد ليس من عقود هذا النظام الأربعة. ثابت أنهما كُتبا، وليس ما يقولانه. الأولى:
    [few] { $count } قيود غريبة: كتبها عقد ليس من عقود هذا النظام الأربعة. ثابت أنها كُتبت، وليس ما تقوله. الأولى:
    [many] { $count } قيدًا غريبًا: كتبها عقد ليس من عقود هذا النظام الأربعة. ثابت أنها كُتبت، وليس ما تقوله. الأولى:
   *[other] { $count } قيد غريب: كتبها عقد ليس من عقود هذا النظام الأربعة. ثابت أنها كُتبت، وليس ما تقوله. الأولى:
}
verify-now = تحقّق الآن
verify-back = الرجوع إلى السجل
verify-elsewhere = يمكن التحقق من تصدير السجل كله في مكان آخر أيضًا، لكل من لديه medink؛ وبالعدد والبصمة اللذين تعطيهما هذه الصفحة لا يلزم لذلك أي عقدة.

## Health

health-node = العقدة
health-newest = أحدث كتلة
health-newest-is = { $height }، { $age } (<time/>)
health-writes = تكتب
health-disk-full = قرصها ممتلئ أكثر من اللازم. أفرغ فيه مساحة؛ فتتابع من تلقاء نفسها.
health-room = المساحة على قرصها
health-unsaid = لا يُذكر ذلك
health-old-block = العقدة التي لا تصنع كتلة إلا حين يكون هناك ما يُفعل قد تكون كتلتها قديمة وهي بخير.
health-stores = المخازن
health-store = المخزن
health-reached = يجيب
health-holds = يحتوي
health-holds-is = { $count ->
    [zero] لا محتوى، { $size }
    [one] محتوى واحد، { $size }
    [two] محتويان، { $size }
    [few] { $count } محتويات، { $size }
    [many] { $count } محتوى، { $size }
   *[other] { $count } محتوى، { $size }
}
health-store-room = المساحة
health-nearly-full = يكاد يمتلئ
health-no-answer = لم يجب في الوقت المحدد
health-content = محتوى المستندات
health-no-record = لا يوجد مستند بعد.
health-here = { $count ->
    [zero] لم يُبحث عن محتوى أي مستند.
    [one] بُحث عن محتوى مستند واحد، وهو هنا.
    [two] بُحث عن محتوى مستندين، وهو هنا.
    [few] بُحث عن محتوى { $count } مستندات، وهو هنا.
    [many] بُحث عن محتوى { $count } مستندًا، وهو هنا.
   *[other] بُحث عن محتوى { $count } مستند، وهو هنا.
}
health-missing = من أصل { $count } بلا محتوى كامل في هذا المخزن: { $missing }.
health-older = لم يُنظر في المستندات الأقدم.
health-unreadable = { $count ->
    [zero] لم يتعذّر البحث عن أي مستند.
    [one] تعذّر البحث عن مستند واحد.
    [two] تعذّر البحث عن مستندين.
    [few] تعذّر البحث عن { $count } مستندات.
    [many] تعذّر البحث عن { $count } مستندًا.
   *[other] تعذّر البحث عن { $count } مستند.
}
health-record-of = المستند { $number } لـ <who/>
health-copy = يمكن نسخ المحتوى من مخزن آخر يملكه؛ اسأل من يشغّل المخازن.
health-looking = جارٍ البحث…
health-look = ابحث عن محتوى ناقص
health-look-about = أحدث { $most } من المستندات، بحسب أحجامها.
health-uploads = الرفع
health-no-uploads = لا رفع قيد التنفيذ على هذا الجهاز.
health-uploads-are = قيد التنفيذ على هذا الجهاز: { $count }، ومخزّن لم يُسجَّل بعد: { $entries }.
health-uploads-left = انقطع { $count }؛ يُكمَل أو يُنظَّف حين ينظر أصحابه إلى مستنداتهم في المرة القادمة.
health-upgrades = التحديثات
health-no-upgrades = لم يُعلن أي تحديث.
health-too-slow = استغرق البحث عن المحتوى وقتًا طويلًا فأُهمل
health-too-slow-next = تحقق مما إذا كان كل مخزن يجيب، ثم حاول مرة أخرى.
health-well = بخير
health-look-closer = انظر عن قرب
health-block-is = أحدث كتلة { $height }، { $age }.
health-node-full = قرص العقدة ممتلئ أكثر من اللازم.
health-node-silent = لم تجب العقدة.
health-silent = { $count } من { $stores } من المخازن لم تجب.
health-broke-off = { $count ->
    [zero] لم ينقطع أي رفع.
    [one] انقطع رفع واحد.
    [two] انقطعت عمليتا رفع.
    [few] انقطعت { $count } عمليات رفع.
    [many] انقطعت { $count } عملية رفع.
   *[other] انقطعت { $count } عملية رفع.
}
ago-seconds = قبل { $count } ث
ago-minutes = قبل { $count } د
ago-hours = قبل { $count } س
ago-days = { $count ->
    [zero] اليوم
    [one] قبل يوم واحد
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
