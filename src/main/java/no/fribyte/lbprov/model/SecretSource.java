package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/** Where a secret is read from; the inventory never holds one. */
public sealed interface SecretSource {
    record Environment(String variable) implements SecretSource {
        public Environment {
            requireNonNull(variable, "variable");
        }
    }

    /** The first line of a file; a relative path starts at the inventory. */
    record InFile(String path) implements SecretSource {
        public InFile {
            requireNonNull(path, "path");
        }
    }

    /** An entry of the pair's vault. */
    record InVault(String name) implements SecretSource {
        public InVault {
            requireNonNull(name, "name");
        }
    }
}
