### صفحات الطبيب.

## المرضى

doctor-patients = مرضاي
doctor-templates = قوالب الملاحظات
doctor-entry = بياناتي في الدليل
doctor-patient = المريض
doctor-patient-at = المريض { $address }
patients-unnamed = لا يستطيع المرضى بعد العثور عليك باسمك. <link>اكتب بياناتك في الدليل</link>.
patients-none = لم يعطك أي مريض موافقة بعد.
patients-none-now = لا يعطيك أي مريض موافقة الآن.
patients-how = يجدك المريض في الدليل ويعطيها في صفحة الموافقات؛ ثم يظهر المريض هنا.
patients-consent-to = الموافقة على
patients-for = لغرض
patients-left = المتبقي
patients-until = حتى
patients-born = من مواليد { $date }
patients-shown = { $first } إلى { $last } من { $total }
patients-names = يُعرض الاسم للمرضى الذين فتحت ملفهم الشخصي على هذا الجهاز، ما دامت موافقتهم سارية.
patients-unlooked = تعذّر البحث عن الموافقات المنتهية: { $why }.
patients-ended = منتهية
patients-ended-tag = منتهية
patients-ended-about = سحب هؤلاء المرضى موافقتهم. ما كانت قد فتحته نُسي، بما فيه الأسماء والعناوين. يظهر هنا من رآهم هذا الجهاز، وعلى جهاز جديد من فتحت أو كتبت عنهم شيئًا مؤخرًا.
patients-ended-before = منذ زمن طويل
patients-ended-unknown = التاريخ غير معروف بعد؛ تبحث عنه هذه الصفحة كلما حُمّلت

## في كل صفحة عن مريض: من هو، والموافقة، والزيارة

banner = المريض
banner-born = من مواليد { $date }
banner-allergies = <label>الحساسية:</label> { $allergies }
banner-no-allergies = الحساسية: لم يُدوَّن شيء
doctor-consent-begins = تبدأ <from/>
doctor-consent-expired = منتهية
doctor-consent = موافقة على { $scope }، الغرض: <purpose/>، حتى <until/>
doctor-no-consent = لم يعطك هذا المريض موافقة، أو سحبها
doctor-no-consent-next = اطلب من المريض موافقة. تُعطى في صفحة الموافقات الخاصة به.
visit-line = زيارة منذ <since/>، حتى <until/> على أبعد تقدير. تشمل { $covers }. يرى المريض متى بدأت ولماذا: <reason>{ $reason }</reason>.
visit-end = إنهاء الزيارة
visit-closed = الملف الشخصي والعناوين مغلقة.
visit-none = لا توجد زيارة جارية.
visit-not-covered = لا تشمل الزيارة هذا المستند.
visit-none-next = { $why } ابدأ زيارة أخرى وعد إلى هنا، أو افتح هذا المستند وحده.
visit-covers = الملف الشخصي والعناوين { $count ->
    [zero] دون أي مستند
    [one] ومستندًا واحدًا
    [two] ومستندين
    [few] و{ $count } مستندات
    [many] و{ $count } مستندًا
   *[other] و{ $count } مستند
}
visit-covers-all = الملف الشخصي والعناوين وجميع مستندات الموافقة
visit-covers-some = { $count ->
    [zero] العناوين دون أي مستند، ودون الملف الشخصي
    [one] عنوان مستند واحد ومحتواه، دون الملف الشخصي
    [two] عنواني مستندين ومحتواهما، دون الملف الشخصي
    [few] عناوين { $count } مستندات ومحتواها، دون الملف الشخصي
    [many] عناوين { $count } مستندًا ومحتواها، دون الملف الشخصي
   *[other] عناوين { $count } مستند ومحتواها، دون الملف الشخصي
}
visit-covers-some-all = عناوين جميع مستندات الموافقة ومحتواها، دون الملف الشخصي
visit-why = السبب
visit-begin = بدء الزيارة وتقييدها في السجل
visit-beginning = جارٍ البدء…
visit-begun = بدأت الزيارة، والسجل يذكر ذلك.
visit-ended = انتهت الزيارة. الملف الشخصي والعناوين مغلقة.
visit-unread = تعذّرت قراءة الملف الشخصي والعناوين: { $why }
visit-no-reason = تحتاج الزيارة إلى سبب
visit-no-reason-next = اختر سببًا؛ لا يقرؤه إلا المريض.

## مريض

doctor-consent-not-yet = هذه الموافقة لا تفتح شيئًا بعد. ما يلي هو ما يستطيع الجميع رؤيته على السلسلة.
doctor-consent-over = هذه الموافقة لم تعد تفتح شيئًا. ما يلي هو ما يستطيع الجميع رؤيته على السلسلة.
doctor-profile = الملف الشخصي
doctor-profile-unread = تعذّرت قراءة الملف الشخصي: { $why }. اطلب من المريض أن يكتبه من جديد.
doctor-profile-not-covered = موافقتك لا تشمل الملف الشخصي.
doctor-profile-nothing = لم يكتب المريض شيئًا بعد.
doctor-profile-nothing-more = لم يكتب المريض شيئًا آخر.
doctor-look-again = إعادة القراءة
doctor-opening = جارٍ الفتح…
doctor-closed = الملف الشخصي والعناوين مغلقة
doctor-closed-about = تكتب الزيارة قيدًا واحدًا في السجل يراه المريض: أنك اطّلعت، ومتى، ولماذا. تفتح { $covers }، لمدة ساعة، أو حتى انتهاء الموافقة. من دون زيارة يُقيَّد كل مستند في السجل على حدة عند فتحه.
doctor-reason-sealed = السبب مختوم: لا يقرؤه إلا المريض.
doctor-write = كتابة
doctor-add-documents = إضافة وثائق…
doctor-records = المستندات
doctor-no-record = لا يوجد أي مستند بعد.
doctor-none-covered = موافقتك لا تشمل أي مستند.
doctor-no-record-next = اكتب ملاحظة أعلاه، أو اطلب من المريض إضافة وثائق.
doctor-record = المستند
doctor-date = التاريخ
doctor-by = الكاتب
doctor-record-number = المستند { $number }
doctor-number = رقم { $number }
doctor-versions = { $count ->
    [zero] لا إصدارات
    [one] إصدار واحد
    [two] إصداران
    [few] { $count } إصدارات
    [many] { $count } إصدارًا
   *[other] { $count } إصدار
}
doctor-on-record = على المستند { $number }
doctor-erased = ممحوّ
doctor-unread = تتعذّر قراءته
doctor-not-here = ليس في هذا المخزن
doctor-kind-closed = مغلق
doctor-kind-plan = خطة علاج
doctor-added-at = أُضيف في { $time }
doctor-no-fit = لا يوجد مستند مطابق. جرّب كلمات أقل أو مرشّحًا آخر.
doctor-outside = { $count ->
    [zero] لا مستندات خارج موافقتك…
    [one] مستند واحد لا تشمله موافقتك…
    [two] مستندان لا تشملهما موافقتك…
    [few] { $count } مستندات لا تشملها موافقتك…
    [many] { $count } مستندًا لا تشملها موافقتك…
   *[other] { $count } مستند لا تشملها موافقتك…
}
doctor-outside-about = ما يستطيع الجميع رؤيته منها على السلسلة. اطلب من المريض إن احتجت إلى أحدها.
doctor-outside-more = { $count ->
    [zero] ولا شيء غيرها.
    [one] وواحد آخر.
    [two] واثنان آخران.
    [few] و{ $count } أخرى.
    [many] و{ $count } أخرى.
   *[other] و{ $count } أخرى.
}
doctor-gender = الجنس
doctor-blood-group = فصيلة الدم
doctor-emergency = للاتصال عند الطوارئ
doctor-phone = الهاتف
doctor-mail = البريد الإلكتروني
doctor-address = العنوان البريدي
doctor-identifier = رقم التأمين أو رقم الملف

## مستند

doctor-newer = يوجد إصدار أحدث: <link>المستند { $number }</link>.
doctor-record-its-number = الرقم
doctor-record-type = الصيغة
doctor-record-type-size = { $media }، { $size }
doctor-record-added = أُضيف
doctor-record-refers = يشير إلى
doctor-record-other = المستند { $number }
doctor-record-erased = محاه المريض: مفتاحه ومكانه لم يعودا على السلسلة.
doctor-record-fault = تتعذّر قراءته: { $why }. يستطيع مريضه محوه.
doctor-record-not-here = محتواه ليس في هذا المخزن. قد يكون في مخزن من كتبه.
doctor-record-nothing = موافقتك لا تفتح شيئًا الآن.
doctor-record-not-covered = موافقتك لا تشمل هذا المستند. اطلبه من المريض إن احتجت إليه.
doctor-record-gone-next = عد إلى صفحة المريض.
doctor-open = فتح
doctor-open-covered = تشمله زيارتك: فتحه لا يضيف شيئًا إلى السجل.
doctor-open-not-shown = لا يمكن عرض هذا النوع من الوثائق في متصفح. يمكن تنزيله.
doctor-open-about = فتحه يكتب أولًا قيدًا في السجل يراه المريض: أنك فتحت المستند { $number }، ومتى.
doctor-open-logged = فتحه وتقييده في السجل
doctor-download = تنزيل
doctor-download-logged = تنزيله وتقييده في السجل
doctor-or-visit = أو بدء زيارة والعودة إلى هنا…
doctor-or-visit-about = تكتب الزيارة قيدًا واحدًا في السجل، بوقتها وسببها، وتفتح { $covers }، لمدة ساعة، أو حتى انتهاء الموافقة.
doctor-replace = استبداله
doctor-replace-about = يحل إصدار جديد محله؛ ويبقى هذا ويمكن فتحه دائمًا.
doctor-replace-diagnosis = بتشخيص
doctor-replace-plan = بخطة علاج
doctor-replace-medication = بوصفة دواء
doctor-replace-document = استبداله بوثيقة…
doctor-correct = تصحيحه
doctor-correct-logged = تصحيحه، وهذا يفتحه ويقيّده في السجل
doctor-corrected = فُتح المستند { $number } لتصحيحه.
doctor-corrected-logged = فُتح المستند { $number } لتصحيحه، والسجل يذكر ذلك.
doctor-correct-more = فُتح المستند { $number }. فيه أكثر مما في هذا النموذج من حقول: اكتبه من جديد، أو استبدله بوثيقة.
doctor-correct-more-logged = فُتح المستند { $number }، والسجل يذكر ذلك. فيه أكثر مما في هذا النموذج من حقول: اكتبه من جديد، أو استبدله بوثيقة.
doctor-correct-no-note = هذا المستند ليس ملاحظة يمكن ملء نموذج بها
doctor-correct-no-note-next = اكتب ملاحظة جديدة مكانه، أو استبدله بوثيقة.
doctor-rename-about = يُفتح من أجل ذلك، ويذكر السجل هذا للمريض أولًا. ثم يُكتب إصدار جديد بالمحتوى نفسه وتوقّعه أنت؛ ويبقى هذا.
doctor-annotate = كتابة ملاحظة عليه
doctor-annotate-about = هذا المستند لغيرك، ولا يستبدله إلا كاتبه والمريض. الملاحظة تشير إليه وتظهر بجانبه.
doctor-versions-of-it = الإصدارات
doctor-state = الحالة
doctor-newest = الأحدث
doctor-earlier = سابق
doctor-this-one = هذا

## الملاحظات

note-diagnosis = تشخيص
note-plan = خطة علاج
note-medication = وصفة دواء
note-title-diagnosis = التشخيص
note-title-plan = عنوان الخطة
note-title-medication = الدواء
note-amends = { $sort }، إصدار جديد من المستند { $number }
note-about = { $sort } على المستند { $number }
note-begun = هذا ما كنت قد بدأته. يُحفظ مختومًا على هذا الجهاز إلى أن تضيفه أو تتخلص منه.
note-throw-away = التخلص منه
note-dosage = طريقة الاستعمال
note-text = كل ما يلزم قوله غير ذلك
note-code = الرمز
note-code-system = نظام الترميز
note-code-any = الرمز، إن وُجد
note-kept = حُفظ كمسودة.
note-sealed = تُختم على هذا الجهاز وتُحفظ بصيغة FHIR. يقرؤها المريض وكل طبيب له موافقة على كامل السجل الطبي. يذكر السجل أنك كتبتها، لا ما كتبته.
note-add = ختم وإضافة
note-sealing = جارٍ الختم…
note-cancel = إلغاء
note-where = أين يوضع القالب
note-where-question = يوجد نص بالفعل. أين يوضع القالب { $name }؟
note-where-below = تحت النص
note-where-instead = مكانه
note-template = قالب…
note-template-begin = البدء بـ
note-template-use = استخدامه
note-template-keep = حفظ هذا النص كقالب…
note-template-own = قوالبك
note-visit = بدء زيارة والعودة إلى هنا…
note-visit-about = لا توجد زيارة جارية: الاسم والحساسية والعناوين مغلقة. تكتب الزيارة قيدًا واحدًا في السجل، بوقتها وسببها، وتفتح { $covers }، لمدة ساعة، أو حتى انتهاء الموافقة. ما كتبته يُحفظ كمسودة.
note-draft-unwritten = تعذّرت كتابة مسودة
note-draft-away = تم التخلص من المسودة.
note-text-there = يوجد نص بالفعل
note-text-there-next = اذكر أدناه هل يوضع القالب تحته أم مكانه.
note-written = كُتبت الملاحظة مختومة، وهي المستند { $number }.
note-written-on = كُتبت الملاحظة مختومة، وهي المستند { $number }. تشير إلى المستند { $other }.
note-amended = المستند { $number } هو الإصدار الجديد من المستند { $old } الذي يبقى.

## قوالب الملاحظات

templates-about = يمكن أن تبدأ الملاحظة بقالب: اختر واحدًا تحت نموذج الملاحظة. تُحفظ قوالبك مختومة على هذا الجهاز إلى أن تتخلص منها. الحد الأقصى لعددها { $most }، ولكل منها { $longest } كيلوبايت.
templates-everybody = متاح للجميع: { $names }
templates-names = { $name }، { $next }
templates-name = الاسم
templates-rename = تغيير الاسم
templates-new = قالب جديد
templates-new-about = لا تضع فيه ما يخص مريضًا: القالب لملاحظات جميع المرضى.
templates-for = لـ
templates-text = النص
templates-keep = حفظه
templates-keeping = جارٍ الحفظ…
templates-none-chosen = لم يُختر أي قالب
templates-none-chosen-next = اختر واحدًا من القائمة.
templates-no-sort = لم يُختر نوع الملاحظة
templates-no-sort-next = اختر نوعًا.
templates-renamed = تغيّر اسم القالب.
templates-thrown-away = تم التخلص من القالب.
templates-kept = حُفظ القالب مختومًا على هذا الجهاز.

## البيانات في الدليل

entry-head = بياناتك في الدليل
entry-about = بها يجدك المرضى. يستطيع قراءتها كل من لديه ملف النظام، ولا يستطيع عموم الناس.
entry-registered = مسجَّل منذ <at/>
entry-name = الاسم الكامل
entry-specialty = التخصص
entry-organization = مكان العمل
entry-identifier = رقم الترخيص أو القيد
entry-languages = اللغات
entry-save = حفظ
entry-saving = جارٍ الحفظ…
entry-saved = في الدليل البيانات الجديدة.

## القوالب المتاحة للجميع

template-soap = SOAP
template-soap-text =
    الشكوى الذاتية:

    الموجودات الموضوعية:

    التقييم:

    الخطة:
template-findings = الموجودات والخطة
template-findings-text =
    سبب الزيارة:

    الموجودات:

    التقييم:

    الخطوات التالية:
template-goals = الأهداف والإجراءات
template-goals-text =
    الأهداف:

    الإجراءات:

    من يفعل ماذا:

    المتابعة:
template-prescription = وصفة
template-prescription-text =
    السبب:

    المدة:

    ما يجب الانتباه له:

    التوقف أو المراجعة إذا:

## ما تقوله الوثيقة على الورق، وحقول الملاحظات فيها

opened-at = { $time }
fhir-resource-type = نوع المورد
fhir-author = الكاتب
fhir-authored-on = تاريخ الوصفة
fhir-category = الفئة
fhir-clinical-status = الحالة السريرية
fhir-code = الرمز
fhir-coding = الترميز
fhir-created = تاريخ الإنشاء
fhir-dosage-instruction = طريقة الاستعمال
fhir-intent = القصد
fhir-medication = الدواء
fhir-note = ملاحظة
fhir-recorded-date = تاريخ التدوين
fhir-recorder = المدوِّن
fhir-reference = المرجع
fhir-requester = الواصف
fhir-status = الحالة
fhir-subject = المريض المعني
fhir-system = نظام الترميز
fhir-text = النص
fhir-title = العنوان
