package no.fribyte.lbprov;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of rooms: which room may use which, and which library may live where. */
class ArchitectureTest {
    private static final String ROOT = "no.fribyte.lbprov";

    /** Each room and the rooms it may use. A new room needs a row, in a commit of its own with the reason. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            entry("problem", Set.of()),
            entry("model", Set.of("problem")),
            entry("profile", Set.of("model", "problem")),
            entry("vault", Set.of("model", "problem")),
            entry("render", Set.of("model", "problem")),
            entry("proxmox", Set.of("model", "problem")),
            entry("guest", Set.of("model", "problem", "proxmox")),
            entry("step", Set.of("model", "problem", "proxmox", "guest")),
            entry("plan", Set.of("model", "problem", "step", "guest")),
            entry("run", Set.of("model", "problem", "plan", "step")),
            entry("doctor", Set.of("model", "problem", "proxmox", "guest", "step", "plan")),
            entry("view", Set.of("model", "problem", "plan", "step", "run", "guest", "doctor")),
            entry(
                    "app",
                    Set.of(
                            "model",
                            "problem",
                            "profile",
                            "vault",
                            "render",
                            "proxmox",
                            "guest",
                            "step",
                            "plan",
                            "run",
                            "doctor",
                            "simulator",
                            "lab")),
            entry("cli", Set.of("model", "problem", "app", "plan", "step", "run", "guest", "doctor", "view")),
            entry("simulator", Set.of()),
            entry("lab", Set.of("simulator")));

    /** Libraries and the rooms they may be used in. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            entry("picocli..", Set.of("cli")),
            entry("okhttp3..", Set.of("proxmox", "app", "simulator")),
            entry("freemarker..", Set.of("render")),
            entry("com.exceptionfactory.jagged..", Set.of("vault")),
            entry(
                    "tools.jackson..",
                    Set.of("profile", "vault", "render", "proxmox", "guest", "run", "view", "simulator", "lab")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void every_package_is_a_room_of_the_table() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            rooms.add(roomOf(type));
        }
        assertThat(ROOMS.keySet()).containsAll(rooms);
    }

    @Test
    void a_room_uses_only_its_neighbours() {
        ROOMS.forEach((room, neighbours) -> noClasses()
                .that()
                .resideInAPackage(inRoom(room))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOMS.keySet().stream()
                        .filter(other -> !other.equals(room) && !neighbours.contains(other))
                        .map(ArchitectureTest::inRoom)
                        .toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void rooms_have_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void a_library_stays_in_its_rooms() {
        LIBRARIES.forEach((library, rooms) -> noClasses()
                .that(not(resideInAnyPackage(
                        rooms.stream().map(ArchitectureTest::inRoom).toArray(String[]::new))))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void the_simulator_shares_no_class_with_the_client() {
        classes()
                .that()
                .resideInAPackage(inRoom("simulator"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        inRoom("simulator"),
                        "java..",
                        "javax..",
                        "com.sun.net.httpserver..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "okhttp3.tls..",
                        "org.jspecify.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_table_names_only_rooms_that_exist_in_it() {
        assertThat(ROOMS.values().stream().flatMap(Set::stream)).allMatch(ROOMS::containsKey);
        assertThat(LIBRARIES.values().stream().flatMap(Set::stream)).allMatch(ROOMS::containsKey);
        assertThat(Stream.of("picocli..", "freemarker..")).allMatch(LIBRARIES::containsKey);
    }

    private static String inRoom(String room) {
        return ROOT + "." + room + "..";
    }

    private static String roomOf(JavaClass type) {
        String rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), ROOT.length() + 1));
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    private static DescribedPredicate<JavaClass> not(DescribedPredicate<JavaClass> predicate) {
        return DescribedPredicate.not(predicate);
    }
}
