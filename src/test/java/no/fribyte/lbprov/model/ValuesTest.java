package no.fribyte.lbprov.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small values that check themselves. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "512MiB, 512, 512MiB",
        "2GiB, 2048, 2GiB",
        "2 GiB, 2048, 2GiB",
        "1536MiB, 1536, 1536MiB",
        "1TiB, 1048576, 1024GiB"
    })
    void a_size_is_whole_mebibytes(String text, long mebibytes, String written) {
        DataSize size = DataSize.parse(text).orElseThrow();

        assertThat(size.mebibytes()).isEqualTo(mebibytes);
        assertThat(size).hasToString(written);
        assertThat(size.bytes()).isEqualTo(mebibytes << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2G", "2GB", "0GiB", "-1GiB", "1.5GiB", "2gib", "99999999GiB"})
    void anything_else_is_no_size(String text) {
        assertThat(DataSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "load-balancer-1", "1", "a1"})
    void a_host_name_is_one_dns_label(String text) {
        assertThat(new MemberName(text)).hasToString(text);
        assertThat(new PairName(text)).hasToString(text);
        assertThat(new NodeName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a_b", "ø", "a b"})
    void anything_else_is_no_host_name(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberName(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairName(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeName(text));
    }

    @Test
    void a_dns_label_has_at_most_63_characters() {
        assertThat(DnsLabel.isValid("a".repeat(63))).isTrue();
        assertThat(DnsLabel.isValid("a".repeat(64))).isFalse();
    }

    @Test
    void a_mac_address_is_unicast_and_kept_in_upper_case() {
        assertThat(new MacAddress("02:00:5e:00:53:0a")).isEqualTo(new MacAddress("02:00:5E:00:53:0A"));
        assertThat(new MacAddress("02:00:5E:00:53:0A").lowerCase()).isEqualTo("02:00:5e:00:53:0a");
        for (String bad :
                new String[] {"", "02:00:5E:00:53", "03:00:5E:00:53:01", "FF:FF:FF:FF:FF:FF", "02-00-5E-00-53-01"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(bad));
        }
    }

    @Test
    void a_vmid_is_one_that_proxmox_takes() {
        assertThat(new VmId(100)).isLessThan(new VmId(999_999_999));
        assertThatIllegalArgumentException().isThrownBy(() -> new VmId(99));
        assertThatIllegalArgumentException().isThrownBy(() -> new VmId(1_000_000_000));
    }

    @Test
    void a_vmid_range_holds_both_its_ends() {
        VmIdRange range = new VmIdRange(new VmId(200), new VmId(299));

        assertThat(range.contains(new VmId(200))).isTrue();
        assertThat(range.contains(new VmId(299))).isTrue();
        assertThat(range.contains(new VmId(300))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new VmIdRange(new VmId(299), new VmId(200)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WzsPhYjQ37",
                "WzsPhYjQ37+hiFpJhE9fe8Ax+VFz7AqUJKH5LHtCSl9=",
                "WzsPhYjQ37+hiFpJhE9fe8Ax+VFz7AqUJKH5LHtCSl8",
                "WzsPhYjQ37+hiFpJhE9fe8Ax+VFz7AqUJKH5LHtCSg=="
            })
    void a_wireguard_key_is_32_bytes_written_the_canonical_way(String bad) {
        assertThat(WireGuardKey.isValid("WzsPhYjQ37+hiFpJhE9fe8Ax+VFz7AqUJKH5LHtCSl8="))
                .isTrue();
        assertThat(WireGuardKey.isValid(bad)).isFalse();
    }

    /** The key pair of RFC 7748, section 6.1 (Alice's). */
    @Test
    void the_public_half_of_a_wireguard_key_is_that_of_the_rfc() {
        PairSecrets secrets = new PairSecrets(
                new Secret("dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo="), Map.of(), new Secret("sync"));

        assertThat(secrets.wireGuardPublicKey())
                .isEqualTo(new WireGuardKey("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo="));
    }

    @Test
    void a_secret_does_not_print() {
        assertThat(new Secret("hunter2")).hasToString("••••").isEqualTo(new Secret("hunter2"));
        assertThat("" + Optional.of(new Secret("hunter2"))).doesNotContain("hunter2");
    }

    @Test
    void a_changed_image_is_another_file() {
        ImageSource.CloudImage image =
                new ImageSource.CloudImage("https://x.example.org/i.img", "sha256", "ab".repeat(32));

        assertThat(image.fileName(GuestOs.DEBIAN_12)).isEqualTo("debian-12-abababababababab.qcow2");
    }
}
