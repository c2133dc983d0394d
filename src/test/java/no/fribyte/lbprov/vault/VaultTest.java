package no.fribyte.lbprov.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VaultTest {
    private final AgeIdentity own = AgeIdentity.generate();
    private final AgeIdentity colleague = AgeIdentity.generate();
    private final Vault vault = Vaults.of(own, colleague);

    @Test
    void a_fresh_vault_has_a_key_for_each_member_and_no_two_are_the_same() {
        Set<String> keys = new HashSet<>();
        vault.pairSecrets()
                .hostKeys()
                .values()
                .forEach(key -> keys.add(key.privateKey().reveal()));

        assertThat(vault.pairSecrets().hostKeys()).containsOnlyKeys(Vaults.ONE, Vaults.TWO);
        assertThat(keys).hasSize(2);
        assertThat(Base64.getDecoder().decode(vault.pairSecrets().syncSecret().reveal()))
                .hasSize(32);
        assertThat(Vaults.of(own, colleague).pairSecrets()).isNotEqualTo(vault.pairSecrets());
    }

    @Test
    void wireguard_keys_are_clamped_as_wg_does_it() {
        for (int i = 0; i < 50; i++) {
            byte[] key = Base64.getDecoder()
                    .decode(Vaults.maker()
                            .secrets(List.of())
                            .wireGuardPrivateKey()
                            .reveal());

            assertThat(key).hasSize(32);
            assertThat(key[0] & 7).isZero();
            assertThat(key[31] & 0xC0).isEqualTo(0x40);
        }
    }

    @Test
    void the_same_randomness_makes_the_same_secrets() {
        assertThat(new VaultMaker(new Repeated()).secrets(List.of(Vaults.ONE)))
                .isEqualTo(new VaultMaker(new Repeated()).secrets(List.of(Vaults.ONE)));
    }

    @Test
    void a_new_member_gets_a_key_and_nothing_else_changes() {
        assertThat(vault.lacking(List.of(Vaults.ONE, Vaults.THREE))).containsExactly(Vaults.THREE);

        Vault completed = Vaults.maker().complete(vault, List.of(Vaults.ONE, Vaults.THREE));

        assertThat(completed.lacking(List.of(Vaults.ONE, Vaults.TWO, Vaults.THREE)))
                .isEmpty();
        assertThat(completed.pairSecrets().hostKeys())
                .containsAllEntriesOf(vault.pairSecrets().hostKeys());
        assertThat(completed.pairSecrets().wireGuardPrivateKey())
                .isEqualTo(vault.pairSecrets().wireGuardPrivateKey());
        assertThat(completed.named()).isEqualTo(vault.named());
        assertThat(Vaults.maker().complete(vault, List.of(Vaults.ONE, Vaults.TWO)))
                .isEqualTo(vault);
    }

    @Test
    void a_named_secret_is_found_replaced_and_listed() {
        Vault changed = vault.with("api-token", new Secret("new")).with("another", new Secret("2"));

        assertThat(changed.named("api-token")).contains(new Secret("new"));
        assertThat(changed.named("nothing")).isEmpty();
        assertThat(changed.names()).containsExactly("another", "api-token");
        assertThatThrownBy(() -> vault.with("no spaces", new Secret("x"))).isInstanceOf(LbprovException.class);
    }

    @Test
    void a_vault_prints_no_secret() {
        assertThat(vault.toString())
                .contains(own.recipient().text())
                .doesNotContain("very-secret-token")
                .doesNotContain("PRIVATE KEY")
                .doesNotContain(vault.pairSecrets().wireGuardPrivateKey().reveal())
                .doesNotContain(vault.pairSecrets().syncSecret().reveal());
    }

    @Test
    void a_second_recipient_is_needed_unless_one_wants_to_be_alone() {
        assertThat(vault.recipients().warning()).isEmpty();
        assertThatThrownBy(() -> Recipients.shared(own, List.of()))
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("--alone");
        assertThatThrownBy(() -> Recipients.shared(own, List.of(own.recipient())))
                .isInstanceOf(LbprovException.class);
        assertThat(Recipients.alone(own).warning())
                .hasValueSatisfying(warning -> assertThat(warning.line()).contains("nobody but you"));
    }

    @Test
    void a_mistyped_recipient_is_refused_before_anything_is_encrypted_to_it() {
        String text = own.recipient().text();
        String mistyped = text.substring(0, 10) + (text.charAt(10) == 'q' ? 'p' : 'q') + text.substring(11);

        assertThat(Recipient.parse(" " + text + "\n")).isEqualTo(own.recipient());
        assertThatThrownBy(() -> Recipient.parse(mistyped))
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("mistyped");
        assertThatThrownBy(() -> Recipient.parse("ssh-ed25519 AAAA")).isInstanceOf(LbprovException.class);
    }

    /** The opposite of random: what it gives depends on nothing. */
    private static final class Repeated extends java.security.SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (17 * i + 3);
            }
        }
    }
}
