package no.fribyte.lbprov.doctor;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.problem.Problem;

/**
 * Everything that was seen of a place, for a pair.
 *
 * @param here what is missing on this machine
 * @param nodes of the inventory
 * @param blocked why nothing could be written, such as a lost quorum
 * @param tokens each with what it has to be allowed
 * @param health how the members are, as far as they could be asked
 * @param templates those of the place, if any are baked there
 * @param unread what else could not be read
 */
public record Facts(
        Pair pair,
        Instant now,
        List<Problem> here,
        List<NodeFacts> nodes,
        List<SiteFacts> sites,
        List<Problem> blocked,
        List<TokenFacts> tokens,
        Optional<PairHealth> health,
        Optional<TemplateFacts> templates,
        List<Problem> unread) {
    public Facts {
        requireNonNull(pair, "pair");
        requireNonNull(now, "now");
        here = List.copyOf(here);
        nodes = List.copyOf(nodes);
        sites = List.copyOf(sites);
        blocked = List.copyOf(blocked);
        tokens = List.copyOf(tokens);
        requireNonNull(health, "health");
        requireNonNull(templates, "templates");
        unread = List.copyOf(unread);
    }

    /** Those that answered. */
    List<NodeFacts> answering() {
        return nodes.stream().filter(node -> node.silence().isEmpty()).toList();
    }

    List<Member> membersOn(NodeName node) {
        return pair.members().stream()
                .filter(member -> member.node().equals(node))
                .toList();
    }

    /** The rights of the token that is used on a node. */
    Optional<TokenRights> rightsOn(NodeName node) {
        return tokens.stream()
                .filter(token -> token.nodes().contains(node))
                .map(TokenFacts::rights)
                .findFirst();
    }
}
