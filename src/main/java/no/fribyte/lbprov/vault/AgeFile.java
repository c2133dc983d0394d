package no.fribyte.lbprov.vault;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/** age's encryption by the jagged library, with its many exceptions told apart. */
final class AgeFile {
    private static final String ARMOUR = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String BINARY = "age-encryption.org/v1\n";

    private AgeFile() {}

    /** Why a file cannot be opened. */
    enum Reason {
        NOT_AGE,
        PASSPHRASE,
        NOT_A_RECIPIENT,
        DAMAGED
    }

    /** An age file that cannot be opened with this identity. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Unreadable(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /** Armoured, so that it travels in a repository as text. */
    static byte[] encrypt(byte[] content, Recipients recipients) {
        List<RecipientStanzaWriter> writers =
                recipients.all().stream().map(Recipient::stanzaWriter).toList();
        ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
        try (WritableByteChannel out =
                new ArmoredEncryptingChannelFactory().newEncryptingChannel(Channels.newChannel(encrypted), writers)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("age encryption in memory failed", e);
        }
        return encrypted.toByteArray();
    }

    /** Armoured or binary. */
    static byte[] decrypt(byte[] file, AgeIdentity identity) throws Unreadable {
        boolean armoured = startsWith(file, ARMOUR);
        if (!armoured && !startsWith(file, BINARY)) {
            throw new Unreadable(Reason.NOT_AGE);
        }
        StandardDecryptingChannelFactory factory =
                armoured ? new ArmoredDecryptingChannelFactory() : new StandardDecryptingChannelFactory();
        KeyFinder finder = new KeyFinder(identity.stanzaReaders());
        ReadableByteChannel encrypted = Channels.newChannel(new ByteArrayInputStream(file));
        try (ReadableByteChannel in = factory.newDecryptingChannel(encrypted, List.of(finder))) {
            return Channels.newInputStream(in).readAllBytes();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new Unreadable(finder.verdict.orElse(Reason.DAMAGED));
        }
    }

    private static boolean startsWith(byte[] file, String prefix) {
        return new String(file, StandardCharsets.ISO_8859_1).startsWith(prefix);
    }

    /** Tries all keys of an identity, and remembers why none fitted: the library says only that none did. */
    private static final class KeyFinder implements RecipientStanzaReader {
        private final List<RecipientStanzaReader> readers;
        private Optional<Reason> verdict = Optional.empty();

        KeyFinder(List<RecipientStanzaReader> readers) {
            this.readers = readers;
        }

        @Override
        public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
            for (RecipientStanza stanza : stanzas) {
                if (stanza.getType().equals("scrypt")) {
                    verdict = Optional.of(Reason.PASSPHRASE);
                    throw new UnsupportedRecipientStanzaException("passphrase");
                }
            }
            for (RecipientStanzaReader reader : readers) {
                try {
                    return reader.getFileKey(stanzas);
                } catch (GeneralSecurityException e) {
                    // encrypted to somebody else as well: the next key may fit
                }
            }
            verdict = Optional.of(Reason.NOT_A_RECIPIENT);
            throw new UnsupportedRecipientStanzaException("no key fits");
        }
    }
}
