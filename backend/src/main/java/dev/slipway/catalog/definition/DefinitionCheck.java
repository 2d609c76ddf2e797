package dev.slipway.catalog.definition;

import dev.slipway.catalog.DefinitionSection;
import dev.slipway.catalog.LocatedProblem;
import dev.slipway.catalog.yaml.YamlSource;
import dev.slipway.target.SecretStore;
import dev.slipway.target.Targets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Finds everything that is wrong with a definition at once. Pure: looks at nothing but the text. */
@Component
final class DefinitionCheck {

    static final Set<String> OWN_KEYS =
            Set.of("project", "title", "variables", "prometheus", "environments", "services");

    private final List<DefinitionSection> sections;
    private final VariableCheck variables;
    private final MeteringCheck metering;
    private final EnvironmentCheck environments;
    private final ServiceCheck services;

    @Autowired
    DefinitionCheck(Targets targets, List<SecretStore> stores, ObjectProvider<DefinitionSection> sections) {
        this(targets, stores, sections.orderedStream().toList());
    }

    DefinitionCheck(Targets targets, List<SecretStore> stores, List<DefinitionSection> sections) {
        this.sections = sections;
        this.variables =
                new VariableCheck(stores.stream().map(SecretStore::scheme).collect(Collectors.toSet()));
        this.metering = new MeteringCheck(variables);
        this.environments = new EnvironmentCheck(variables);
        this.services = new ServiceCheck(variables, new SettingsCheck(targets), metering);
    }

    /** @param project the key the definition is for */
    List<LocatedProblem> check(String project, YamlSource source) {
        var report = new Report(source);
        var root = new Cursor("", source.root(), report);
        if (root.isThere() && !root.isMapping()) {
            return report.problems();
        }
        if (root.node().isMissingNode() && !source.problems().isEmpty()) {
            return report.problems();
        }
        root.onlyKeys(knownKeys());
        key(root.at("project"), project);
        root.at("title").text();
        variables.check(root.at("variables"));
        metering.server(root.at("prometheus"));
        environments.check(root.at("environments"));
        services.check(root.at("services"), root.at("environments"));
        sections(root, project, source);
        return report.problems();
    }

    private Set<String> knownKeys() {
        var known = new HashSet<>(OWN_KEYS);
        sections.forEach(section -> known.add(section.key()));
        return known;
    }

    private static void key(Cursor at, String project) {
        if (!at.isThere()) {
            at.problem("A definition must say which project it is of", "Write project: " + project);
        }
        at.text().ifPresent(key -> {
            if (!Names.isKey(key)) {
                at.problem("A project's key " + Names.RULE + ", not '" + key + "'", "Rename it");
            } else if (!key.equals(project)) {
                at.problem(
                        "It must be '%s', the project this definition is for".formatted(project),
                        "Write project: %s, or send it to project %s".formatted(project, key));
            }
        });
    }

    /** Sections are checked against as much of the project as could be understood. */
    private void sections(Cursor root, String project, YamlSource source) {
        var known = ProjectDefinition.of(Canonical.of(project, source), 1).project();
        for (var section : sections) {
            var at = root.at(section.key());
            if (at.isThere()) {
                section.validate(known, at.node())
                        .forEach(problem -> at.report()
                                .value(absolute(section.key(), problem.path()), problem.rule(), problem.remedy()));
            }
        }
    }

    private static String absolute(String section, String path) {
        if (path.isEmpty()) {
            return section;
        }
        return path.equals(section) || path.startsWith(section + ".") ? path : section + "." + path;
    }
}
