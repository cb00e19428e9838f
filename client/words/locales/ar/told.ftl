### ما يُقال أثناء سير العمل (client/core).

## عمليات النقل الجارية

told-sealing = ختم وحفظ
told-opening = فتح
told-encrypting = إعادة التشفير
told-copying = نسخ
told-packing = تحزيم

## ما يُعمل إلى جانب المطلوب

told-changing-keys = تُغيَّر المفاتيح حتى لا يفتح من انتهت موافقتهم شيئًا جديدًا.
told-no-keys = لا يُعطى الأطباء مفاتيح هذه المرة: { $why }
told-link-renewed = الرابط من الجيل { $generation } من مفاتيحك إلى الجيل الذي قبله تالف، ويجري تجديده.
told-sealed-again = لأحد الأطباء مفتاح تشفير جديد: تُختم الموافقة له من جديد.
told-keys-not-given = لم يحصل الأطباء الذين لديهم موافقة على مفاتيحك الجديدة بعد: { $why }
told-record-unshared = لا يمكن مشاركة المستند { $number } بعد: { $why }
told-notes-unshared = لم تُشارَك ملاحظات الأطباء بعد: { $why }
told-profile-unshared = لا يمكن مشاركة ملفك الشخصي: { $why }
told-consent-left = تُترك الموافقة الممنوحة إلى { $doctor } كما هي: { $why }
told-consent-not-remembered = مُنحت الموافقة، لكن هذا الجهاز لا يتذكرها: { $why }
told-sealed-anew = أخذ مستند مريض آخر مكان ما خُتم. يُختم من جديد.
told-upload-forgotten = عملية رفع سابقة انقطعت لا يمكن إتمامها، وقد نُسيت: { $why }
told-upload-recorded = عملية رفع سابقة انقطعت سُجّلت الآن برقم { $number }.
told-upload-waits = عملية رفع سابقة انقطعت تنتظر التسجيل: { $why }
told-upload-cleaned = عملية رفع سابقة انقطعت لم يعد تسجيلها ممكنًا، وقد أُزيلت: { $why }
told-list-not-remembered = لم تُحفظ القائمة: { $why }
told-new-not-looked-at = لا يمكن الاطّلاع على الجديد: { $why }
told-erased-not-in-store = مُحي المستند من السلسلة، لكن مخزنًا تعذّر الوصول إليه قد يحتفظ بمحتواه. عند عودته تزيله منه أول نظرة تالية إلى المستندات.

## النشر

told-instantiating = رفع { $contract } وإنشاؤه
told-registering = تسجيل العقود لدى admin
