package no.fribyte.lbprov.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The frozen derivation. A failure here means that lbprov would disown every VM it ever made: mend the code, never the
 * expected values.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        "demo, load-balancer-1, 1, d3c8ced3-f6a0-8f8f-b850-d36931d04981",
        "demo, load-balancer-1, 2, c02e6f12-e21c-8b28-9861-30aaa667de3b",
        "demo, load-balancer-2, 1, db29c000-9750-8b89-ae7e-de2ab6ea2efa",
        "production, load-balancer-1, 1, 7847d4d8-eb42-85f3-a3ac-0abe21d710ae",
        "production, load-balancer-2, 17, 1d425471-91cf-8f71-89c7-39ef80b5cd57",
    })
    void the_uuid_of_a_vm_is_frozen(String pair, String member, int incarnation, UUID uuid) {
        assertThat(Identity.uuid(new PairName(pair), new MemberName(member), incarnation))
                .isEqualTo(uuid);
    }

    @ParameterizedTest
    @CsvSource({
        "demo, load-balancer-1, public, 02:AE:10:8A:4F:7B",
        "demo, load-balancer-1, nat, 02:2D:14:81:C1:E9",
        "demo, load-balancer-2, public, 02:C6:57:9E:86:B9",
        "production, load-balancer-1, public, 02:4F:CF:8E:04:DC",
        "production, load-balancer-2, nat, 02:D9:8C:49:0E:4C",
    })
    void the_mac_of_a_member_on_a_network_is_frozen(String pair, String member, String network, String mac) {
        assertThat(Identity.mac(new PairName(pair), new MemberName(member), network))
                .isEqualTo(new MacAddress(mac));
    }

    @Test
    void names_that_only_look_alike_when_joined_differ() {
        assertThat(Identity.mac(new PairName("a"), new MemberName("b-c"), "d"))
                .isNotEqualTo(Identity.mac(new PairName("a-b"), new MemberName("c"), "d"));
        assertThat(Identity.uuid(new PairName("a"), new MemberName("b"), 11))
                .isNotEqualTo(Identity.uuid(new PairName("a"), new MemberName("b1"), 1));
    }

    @Test
    void a_uuid_says_that_it_is_a_hash_of_our_own() {
        UUID uuid = Identity.uuid(new PairName("demo"), new MemberName("lb"), 1);

        assertThat(uuid.version()).isEqualTo(8);
        assertThat(uuid.variant()).isEqualTo(2);
    }
}
