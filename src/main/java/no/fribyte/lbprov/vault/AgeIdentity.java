package no.fribyte.lbprov.vault;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Secret;

/** A user's own age keys, almost always one: what opens a vault. The first is the one that others encrypt to. */
public final class AgeIdentity {
    private final List<Key> keys;

    private record Key(Secret secret, Recipient recipient) {}

    private AgeIdentity(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    static AgeIdentity generate() {
        try {
            KeyPair pair = new X25519KeyPairGenerator().generateKeyPair();
            return of(List.of(new Secret(ascii(pair.getPrivate().getEncoded()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    /**
     * @param secrets lines of an identity file
     * @throws IllegalArgumentException when one of them is not an {@code AGE-SECRET-KEY-1...}
     */
    static AgeIdentity of(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no key");
        }
        List<Key> keys = new ArrayList<>();
        for (Secret secret : secrets) {
            keys.add(new Key(secret, AgeKeys.recipientOf(secret)));
        }
        return new AgeIdentity(keys);
    }

    public Recipient recipient() {
        return keys.get(0).recipient();
    }

    boolean owns(Recipient recipient) {
        return keys.stream().anyMatch(key -> key.recipient().equals(recipient));
    }

    /** The first key as it stands in an identity file. */
    Secret secret() {
        return keys.get(0).secret();
    }

    List<RecipientStanzaReader> stanzaReaders() {
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (Key key : keys) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(
                        key.secret().reveal()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key that was read before", e);
            }
        }
        return readers;
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "identity of " + recipient();
    }
}
