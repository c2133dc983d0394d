package no.fribyte.lbprov.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTextTest {
    private static final Lease LEASE = new Lease(
            "1767225600-a1b2c3",
            "kari",
            "laptop.example",
            4711,
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:30:00Z"));
    private static final Marker MARKER = new Marker(
            new PairName("demo"),
            new MemberName("lb-1"),
            new VmId(200),
            3,
            Marker.State.BUILDING,
            7,
            "c0ffee",
            "beef",
            List.of(IpAddress.of("198.51.100.11"), IpAddress.of("2001:db8::11")),
            List.of(IpAddress.of("198.51.100.10")),
            "vmbr0.20",
            51,
            Optional.of(new WireGuardKey("TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=")),
            "0.1.0",
            Optional.of(LEASE));

    private static Marker read(String description) {
        assertThat(MarkerText.read(description)).isInstanceOf(MarkerText.Reading.Found.class);
        return ((MarkerText.Reading.Found) MarkerText.read(description)).marker();
    }

    private static String reasonFor(String description) {
        assertThat(MarkerText.read(description)).isInstanceOf(MarkerText.Reading.Unreadable.class);
        return ((MarkerText.Reading.Unreadable) MarkerText.read(description)).reason();
    }

    @Test
    void the_block_looks_like_this_for_ever_or_the_format_goes_up() {
        assertThat(MarkerText.describe(MARKER)).isEqualTo("""
                Load balancer lb-1 of the pair demo, made by lbprov.
                The lines below are how lbprov knows its own VM again: please leave them as they are.

                    lbprov-marker: 1
                    pair: demo
                    member: lb-1
                    vmid: 200
                    incarnation: 3
                    state: building
                    generation: 7 c0ffee
                    recipe: beef
                    addresses: 198.51.100.11 2001:db8::11
                    virtual-ips: 198.51.100.10
                    vrrp: vmbr0.20 51
                    public-key: TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=
                    lbprov: 0.1.0
                    lease: 1767225600-a1b2c3 kari@laptop.example 4711 2026-01-01T00:30:00Z
                    lease-since: 2026-01-01T00:00:00Z
                """);
    }

    @Test
    void a_lease_of_an_lbprov_that_did_not_say_since_when_is_a_term_old_at_its_end() {
        String old = MarkerText.describe(MARKER).replaceFirst(" +lease-since: .*\n", "");

        assertThat(old).doesNotContain("since").contains("lease: ");
        assertThat(read(old)).isEqualTo(MARKER);
    }

    @Test
    void a_time_without_sense_is_no_lease() {
        String odd = MarkerText.describe(MARKER).replaceFirst("(lease-since: ).*", "$1once");

        assertThat(reasonFor(odd)).contains("its lease has no time");
    }

    @ParameterizedTest
    @EnumSource(Marker.State.class)
    void what_was_written_is_read_back(Marker.State state) {
        Marker whole = MARKER.with(state);
        Marker least = new Marker(
                whole.pair(),
                whole.member(),
                whole.vmId(),
                1,
                state,
                1,
                "00",
                "11",
                whole.addresses(),
                whole.virtualIps(),
                "vmbr0",
                255,
                Optional.empty(),
                "0.1.0-SNAPSHOT",
                Optional.empty());

        assertThat(read(MarkerText.describe(whole))).isEqualTo(whole);
        assertThat(read(MarkerText.describe(least))).isEqualTo(least);
    }

    @Test
    void an_interface_that_strips_the_ends_or_writes_windows_lines_does_no_harm() {
        String text = MarkerText.describe(MARKER);

        assertThat(read(text.strip())).isEqualTo(MARKER);
        assertThat(read(text.replace("\n", "\r\n"))).isEqualTo(MARKER);
        assertThat(read(text.replace("    ", ""))).isEqualTo(MARKER);
    }

    @Test
    void an_update_keeps_what_people_wrote_around_the_block() {
        String written = "Ask Kari before you touch it.\n\n" + MarkerText.describe(MARKER)
                + "\nRebooted on Monday: all well.\n\nSee the wiki.";
        Marker ready = MARKER.with(Marker.State.READY).with(Optional.empty());

        String updated = MarkerText.update(written, ready);

        assertThat(read(updated)).isEqualTo(ready);
        assertThat(updated)
                .startsWith("Ask Kari before you touch it.\n\nLoad balancer lb-1")
                .endsWith("\n\nRebooted on Monday: all well.\n\nSee the wiki.")
                .containsOnlyOnce("lbprov-marker:");
        assertThat(MarkerText.update(updated, ready)).isEqualTo(updated);
    }

    @Test
    void an_update_keeps_a_note_that_was_added_right_below_the_block() {
        String written = MarkerText.describe(MARKER) + "note: rebooted on Monday\nand again on Tuesday\n";

        String updated = MarkerText.update(written, MARKER.with(Marker.State.READY));

        assertThat(read(updated).state()).isEqualTo(Marker.State.READY);
        assertThat(updated).contains("note: rebooted on Monday").contains("and again on Tuesday");
    }

    @Test
    void an_update_of_a_description_without_a_block_writes_it_anew() {
        assertThat(read(MarkerText.update("", MARKER))).isEqualTo(MARKER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a web server",
                "pair: demo\nmember: lb-1",
                "it had an lbprov-marker: 1 once",
                "lbprov-marker without a colon"
            })
    void text_of_others_is_no_marker(String description) {
        assertThat(MarkerText.read(description)).isEqualTo(new MarkerText.Reading.Absent());
    }

    @Test
    void a_block_of_a_newer_format_is_not_guessed_at() {
        String newer = MarkerText.describe(MARKER).replace("lbprov-marker: 1", "lbprov-marker: 2");

        assertThat(reasonFor(newer)).isEqualTo("its marker has format 2, and this lbprov reads 1");
    }

    @ParameterizedTest
    @CsvSource({
        "member: lb-1,            member: LB 1,       'a member name is one DNS label, not ''LB 1'''",
        "vmid: 200,               vmid: x,            'vmid is no number: x'",
        "vmid: 200,               vmid: 7,            'a VMID is a number'",
        "incarnation: 3,          ,                   'it has no line ''incarnation'''",
        "state: building,         state: broken,      'state is not one of cloning, building, ready, retired: broken'",
        "generation: 7 c0ffee,    generation: 7,      'a line is cut short'",
        "recipe: beef,            ,                   'it has no line ''recipe'''",
        "addresses: 198.51.100.11, addresses: lb-1,   'not an IP address: lb-1'",
        "vrrp: vmbr0.20 51,       vrrp: vmbr0.20,     'a line is cut short'",
        "public-key: TrMv,        public-key: Trmv==, 'not a WireGuard key'",
        "lbprov: 0.1.0,           ,                   'it has no line ''lbprov'''",
        "laptop.example 4711,     laptop.example,     'its lease is cut short'",
        "2026-01-01T00:30:00Z,    soon,               'its lease has no time'"
    })
    void a_block_that_was_edited_says_which_line_is_wrong(String line, String edited, String reason) {
        String text = MarkerText.describe(MARKER);
        String changed = edited == null
                ? text.lines().filter(one -> !one.strip().equals(line)).reduce("", (all, one) -> all + one + "\n")
                : text.replace(line, edited);
        assertThat(changed).isNotEqualTo(text);

        assertThat(reasonFor(changed)).startsWith("its marker was edited: ").contains(reason);
    }

    @Test
    void a_lease_is_one_line_of_words() {
        assertThatThrownBy(() -> new Lease("r", "kari nordmann", "host", 1, LEASE.since(), LEASE.until()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lease("r", "kari", "host\nstate: ready", 1, LEASE.since(), LEASE.until()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_user_name_may_have_an_at_sign() {
        Lease odd = new Lease("r", "kari@example.org", "host", 1, LEASE.since(), LEASE.until());

        assertThat(read(MarkerText.describe(MARKER.with(Optional.of(odd)))).lease())
                .contains(odd);
    }
}
