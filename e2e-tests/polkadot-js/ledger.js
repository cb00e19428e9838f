// The contracts through Polkadot.js, by their bundles alone: uploading, instantiating, calling, and decoding what comes
// back. Nothing in here knows a message, a type or an event of medink: all that is in the bundles.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { Abi, BlueprintPromise, ContractPromise } from '@polkadot/api-contract';
import { stringCamelCase, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady } from '@polkadot/util-crypto';

/** Room for anything that one of the contracts does: 0.5 s of computation and 3 MB of proof. */
const PLENTY = { refTime: 500_000_000_000n, proofSize: 3_000_000n };

/** `ReturnFlags::REVERT` of pallet-contracts: everything is undone. */
const REVERT = 1;

/** How long a transaction may take to get into a block, in ms. */
const WITHIN_MS = 30_000;

export class Ledger {
  /** Names of the events that were decoded, and of the errors. */
  events = new Set();
  errors = new Set();

  static async connect(url) {
    await cryptoWaitReady();
    const ledger = new Ledger();
    ledger.api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
    ledger.keyring = new Keyring({ type: 'sr25519' });
    return ledger;
  }

  async close() {
    await this.api.disconnect();
  }

  /** A development account with what it needs for fees and deposits. */
  async account(uri, from) {
    const pair = this.keyring.addFromUri(uri);
    if (from) {
      await this.submit(this.api.tx.balances.transferKeepAlive(pair.address, 1_000_000_000_000_000n), from);
    }
    return pair;
  }

  /** Signs and waits for the block; a dispatch error is an exception with the pallet's own name for it. */
  submit(transaction, signer) {
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error(`${name(transaction)}: not in a block in time`)), WITHIN_MS);
      const end = (settle, value) => {
        clearTimeout(tooLate);
        settle(value);
      };
      transaction
        .signAndSend(signer, { nonce: -1 }, (result) => {
          if (result.dispatchError) {
            const error = result.dispatchError;
            const why = error.isModule ? this.api.registry.findMetaError(error.asModule) : null;
            end(reject, new Error(`${name(transaction)}: ${why ? `${why.section}.${why.name}` : error.toString()}`));
          } else if (result.isInBlock || result.isFinalized) {
            end(resolve, result);
          } else if (result.isError) {
            end(reject, new Error(`${name(transaction)}: ${result.status.type}`));
          }
        })
        .catch((error) => end(reject, error));
    });
  }

  /** Uploads a bundle's code: the hash has to be the one that the bundle says. */
  async upload(folder, contract, signer) {
    const bundle = JSON.parse(readFileSync(join(folder, contract, `${contract}.contract`), 'utf8'));
    const abi = new Abi(bundle, this.api.registry.getChainProperties());
    const code = abi.info.source.wasm;
    assert.equal(u8aToHex(blake2AsU8a(code)), bundle.source.hash, `${contract}: the code is the one of the hash`);
    const { events } = await this.submit(this.api.tx.contracts.uploadCode(code, null, 'Enforced'), signer);
    const stored = events.find(({ event }) => event.method === 'CodeStored').event.data;
    assert.equal(stored.codeHash.toHex(), bundle.source.hash, `${contract}: the chain has the same hash`);
    return { abi, contract, hash: bundle.source.hash };
  }

  /** Makes a contract of uploaded code. */
  async instantiate({ abi, contract, hash }, signer, ...args) {
    const blueprint = new BlueprintPromise(this.api, abi, hash);
    const gasLimit = this.api.registry.createType('WeightV2', PLENTY);
    const made = await this.submit(blueprint.tx.new({ gasLimit, storageDepositLimit: null }, ...args), signer);
    const address = made.findRecord('contracts', 'Instantiated').event.data.contract;
    return new Contract(this, contract, new ContractPromise(this.api, abi, address));
  }
}

export class Contract {
  constructor(ledger, label, inner) {
    Object.assign(this, { ledger, label, inner, address: inner.address.toString(), abi: inner.abi });
  }

  /** What a message would answer, without a transaction. */
  async #try(message, signer, args) {
    const gasLimit = this.ledger.api.registry.createType('WeightV2', PLENTY);
    const options = { gasLimit, storageDepositLimit: null };
    const query = this.inner.query[stringCamelCase(message)];
    assert.ok(query, `${this.label} has a message ${message}`);
    const tried = await query(signer.address, options, ...args);
    assert.ok(tried.result.isOk, `${this.label}.${message} ran: ${tried.result.toString()}`);
    // Every answer is Ok of what the message says, or Err where the contract could not read it (ink!'s LangError).
    assert.ok(tried.output.isOk, `${this.label}.${message} was understood`);
    return { tried, answer: tried.output.asOk };
  }

  /** Reads. */
  async read(message, ...args) {
    const { answer } = await this.#try(message, this.ledger.keyring.getPairs()[0], args);
    if (answer.isErr !== undefined && answer.toRawType().startsWith('Result')) {
      assert.ok(answer.isOk, `${this.label}.${message}: ${answer.toString()}`);
      return answer.asOk;
    }
    return answer;
  }

  /** Changes, and decodes every event that comes of it. Returns their names. */
  async change(message, signer, ...args) {
    const { tried, answer } = await this.#try(message, signer, args);
    assert.ok(answer.isOk, `${this.label}.${message} is accepted: ${answer.toString()}`);
    const gasLimit = this.ledger.api.registry.createType('WeightV2', {
      refTime: (tried.gasRequired.refTime.toBigInt() * 5n) / 4n,
      proofSize: (tried.gasRequired.proofSize.toBigInt() * 5n) / 4n + 65_536n,
    });
    const call = this.inner.tx[stringCamelCase(message)]({ gasLimit, storageDepositLimit: null }, ...args);
    const { events } = await this.ledger.submit(call, signer);
    return this.#decode(events.filter(({ event }) => this.ledger.api.events.contracts.ContractEmitted.is(event)));
  }

  /** Is refused, in a dry run: by this error, by its name and with what it says. */
  async refuses(error, message, signer, ...args) {
    const { tried, answer } = await this.#try(message, signer, args);
    assert.equal(tried.result.asOk.flags.bits.toNumber(), REVERT, `${this.label}.${message} reverts`);
    assert.ok(answer.isErr, `${this.label}.${message} refuses, instead of ${answer.toString()}`);
    const refusal = answer.asErr;
    assert.equal(refusal.type, error, `${this.label}.${message} refuses by its name: ${refusal.toString()}`);
    this.ledger.errors.add(refusal.type);
    return refusal.inner;
  }

  #decode(records) {
    return records.map((record) => {
      const { event, args } = this.abi.decodeEvent(record);
      assert.equal(args.length, event.args.length, `${event.identifier}: every field is decoded`);
      for (const value of args) {
        assert.doesNotThrow(() => value.toHuman());
      }
      const label = event.identifier.split('::').pop();
      this.ledger.events.add(label);
      return label;
    });
  }
}

function name(transaction) {
  return `${transaction.method.section}.${transaction.method.method}`;
}
