// Calls counts the calls of every method of some classes, by their prototypes: a
// method that a later SDK adds is found without anybody naming it.
export class Calls {
  #classes;
  #counts = new Map();

  // Each class comes with the methods that need not be called, and why.
  constructor(classes) {
    this.#classes = classes;
    for (const { client, excluded } of classes) {
      for (const name of methods(client)) {
        this.#watch(client, name);
      }
      for (const name of Object.keys(excluded)) {
        if (!methods(client).includes(name)) {
          throw new Error(`${client.name} has no method ${name} that could be excluded`);
        }
      }
    }
  }

  #watch(client, name) {
    const key = `${client.name}.${name}`;
    const counts = this.#counts;
    const original = client.prototype[name];
    counts.set(key, 0);
    client.prototype[name] = function (...values) {
      counts.set(key, counts.get(key) + 1);
      return original.apply(this, values);
    };
  }

  // report says how often each method was called, and how many never were.
  report(print) {
    let missing = 0;
    for (const { client, excluded } of this.#classes) {
      for (const name of methods(client)) {
        const count = this.#counts.get(`${client.name}.${name}`);
        const label = `${client.name}.${name}`.padEnd(52);
        if (name in excluded) {
          print(`${label} excluded: ${excluded[name]}`);
        } else if (count === 0) {
          missing++;
          print(`${label} MISSING: not called`);
        } else {
          print(`${label} ${String(count).padStart(5)} calls`);
        }
      }
    }
    return missing;
  }
}

function methods(client) {
  return Object.entries(Object.getOwnPropertyDescriptors(client.prototype))
    .filter(([name, { value }]) => name !== "constructor" && typeof value === "function")
    .map(([name]) => name);
}
