export async function usesTheKeyboard() {}
export async function locks() {}
