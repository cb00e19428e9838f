// What the bundles say of events and errors is all decoded: each error of the contracts by its name, from bytes.

import assert from 'node:assert/strict';

/** Every contract knows the same errors and events; every error decodes from its bytes, with what it says. */
export function checkVocabulary(contracts) {
  const [first, ...others] = contracts.map(vocabulary);
  for (const other of others) {
    assert.deepEqual(other, first, 'the four contracts speak of the same errors and events');
  }
}

function vocabulary({ abi }) {
  const type = errorType(abi);
  const variants = type.type.def.asVariant.variants;
  const errors = variants.map((variant) => {
    // All fields are numbers or a role, and zeros are one of each.
    const bytes = new Uint8Array(1 + 4 * variant.fields.length);
    bytes[0] = variant.index.toNumber();
    const error = abi.registry.createType(`Lookup${type.id.toNumber()}`, bytes);
    assert.equal(error.type, variant.name.toString(), 'an error decodes to its name');
    return error.type;
  });
  const events = abi.events.map((event) => event.identifier.split('::').pop()).sort();
  return { errors, events };
}

/** The type that refusals are of: the only one of that name with many variants. */
function errorType(abi) {
  const named = abi.metadata.types.filter(({ type }) => type.path.length && type.path.at(-1).toString() === 'Error');
  const found = named.find(({ type }) => type.def.isVariant && type.def.asVariant.variants.length > 10);
  assert.ok(found, 'the bundle describes its errors');
  return found;
}
