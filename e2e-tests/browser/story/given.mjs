// What the test that started the script has prepared: see `story` in e2e-tests/system/tests/system/browser.rs.

export const given = JSON.parse(process.env.MEDINK_STORY);
