package no.fribyte.lbprov.vault;

import java.util.Base64;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Judges the private key of a WireGuard server that somebody brings along. No message holds the key. */
final class ImportedKey {
    private ImportedKey() {}

    static Secret checked(Secret brought) {
        String text = brought.reveal().strip();
        if (!WireGuardKey.isValid(text)) {
            throw refused("it is not 44 characters of base64 that stand for 32 bytes");
        }
        if (!isClamped(Base64.getDecoder().decode(text))) {
            throw refused("wg genkey makes none with these bits: perhaps it is a public key");
        }
        return new Secret(text);
    }

    /** All of wg's private keys are, and one in 32 of the public keys, which look the same otherwise. */
    private static boolean isClamped(byte[] key) {
        return (key[0] & 7) == 0 && (key[31] & 0xC0) == 0x40;
    }

    private static LbprovException refused(String why) {
        return new LbprovException(
                ExitStatus.INVALID_INPUT,
                Problem.error("this is no WireGuard private key")
                        .because(why)
                        .hint("what `wg show wg0 private-key` prints on the server that the key is from"));
    }
}
