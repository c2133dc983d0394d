package no.fribyte.lbprov.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and networks. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.10, 198.51.100.10",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::, ::",
        "::1, ::1",
        "2001:db8::, 2001:db8::",
        "2001:db8::198.51.100.1, 2001:db8::c633:6401",
    })
    void an_address_is_written_in_its_canonical_form(String text, String canonical) {
        assertThat(IpAddress.of(text)).hasToString(canonical).isEqualTo(IpAddress.of(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4.5",
                "localhost",
                ":",
                ":::",
                "1::2::3",
                "fe80::1%lo",
                "::ffff:1.2.3.4",
                "2001:db8::g",
                " 1.2.3.4",
                "1.2.3.4/8",
                "[::1]",
                "12345::"
            })
    void anything_else_is_no_address(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void the_next_address_carries_over() {
        assertThat(IpAddress.of("198.51.100.255").next()).isEqualTo(IpAddress.of("198.51.101.0"));
        assertThat(IpAddress.of("2001:db8::ffff:ffff").next()).isEqualTo(IpAddress.of("2001:db8::1:0:0"));
        assertThat(IpAddress.of("::").next()).isEqualTo(IpAddress.of("::1"));
    }

    @Test
    void addresses_sort_by_family_and_number() {
        assertThat(Stream.of("2001:db8::1", "198.51.100.10", "198.51.100.9")
                        .map(IpAddress::of)
                        .sorted()
                        .map(IpAddress::toString))
                .containsExactly("198.51.100.9", "198.51.100.10", "2001:db8::1");
    }

    @Test
    void a_network_has_no_host_bits() {
        assertThat(Cidr.parse("198.51.100.0/24")).isPresent();
        assertThat(Cidr.parse("198.51.100.5/24")).isEmpty();
        assertThat(Cidr.parseLoosely("198.51.100.5/24")).contains(Cidr.of("198.51.100.0/24"));
        assertThat(Cidr.parseLoosely("2001:db8::5/64")).contains(Cidr.of("2001:db8::/64"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cidr(IpAddress.of("198.51.100.5"), 24));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "198.51.100.0", "198.51.100.0/", "198.51.100.0/33", "198.51.100.0/024", "::/129", "x/8"
            })
    void anything_else_is_no_network(String text) {
        assertThat(Cidr.parseLoosely(text)).isEmpty();
    }

    @Test
    void a_network_contains_its_first_and_last_address_and_no_other_family() {
        Cidr network = Cidr.of("198.51.100.64/26");

        assertThat(network.contains(IpAddress.of("198.51.100.64"))).isTrue();
        assertThat(network.last()).isEqualTo(IpAddress.of("198.51.100.127"));
        assertThat(network.contains(network.last())).isTrue();
        assertThat(network.contains(network.last().next())).isFalse();
        assertThat(Cidr.of("0.0.0.0/0").contains(IpAddress.of("::1"))).isFalse();
        assertThat(Cidr.of("::/0").contains(IpAddress.of("2001:db8::1"))).isTrue();
        assertThat(Cidr.of("2001:db8::/64").last()).isEqualTo(IpAddress.of("2001:db8::ffff:ffff:ffff:ffff"));
    }

    @Test
    void networks_overlap_when_one_holds_the_other() {
        assertThat(Cidr.of("10.0.0.0/8").overlaps(Cidr.of("10.9.0.0/24"))).isTrue();
        assertThat(Cidr.of("10.9.0.0/24").overlaps(Cidr.of("10.0.0.0/8"))).isTrue();
        assertThat(Cidr.of("10.9.0.0/25").overlaps(Cidr.of("10.9.0.128/25"))).isFalse();
        assertThat(Cidr.of("::/0").overlaps(Cidr.of("0.0.0.0/0"))).isFalse();
    }
}
