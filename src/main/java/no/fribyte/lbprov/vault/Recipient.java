package no.fribyte.lbprov.vault;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.security.GeneralSecurityException;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** The public half of an age identity ({@code age1...}): who holds the other half can open what is encrypted to it. */
public record Recipient(String text) {
    public Recipient {
        if (!text.startsWith("age1")) {
            throw new IllegalArgumentException("an age recipient begins with age1");
        }
        stanzaWriter(text);
    }

    /** A recipient as a user typed it. */
    public static Recipient parse(String text) {
        try {
            return new Recipient(text.strip());
        } catch (IllegalArgumentException e) {
            throw new LbprovException(
                    ExitStatus.INVALID_INPUT,
                    Problem.error("'%s' is no age recipient".formatted(text))
                            .because("it is not age1 with 58 more characters, or one of them is mistyped")
                            .hint("the colleague's `age-keygen -y identity.txt` prints it"));
        }
    }

    RecipientStanzaWriter stanzaWriter() {
        return stanzaWriter(text);
    }

    private static RecipientStanzaWriter stanzaWriter(String text) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("not an age recipient", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
