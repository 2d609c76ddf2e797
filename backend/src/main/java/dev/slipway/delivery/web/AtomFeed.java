package dev.slipway.delivery.web;

import dev.slipway.catalog.Project;
import dev.slipway.delivery.Deployment;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes deployments as Atom (RFC 4287). Entries keep their id for ever: it does not depend on the portal's address. */
final class AtomFeed {

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private AtomFeed() {}

    /** @param home address of the project's page */
    static String of(Project project, List<Deployment> deployments, String home, Instant now) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            element(xml, "id", "urn:slipway:" + project.key() + ":deployments");
            element(xml, "title", "Deployments of " + project.title());
            element(
                    xml,
                    "updated",
                    (deployments.isEmpty() ? now : deployments.getFirst().ended()).toString());
            link(xml, "self", home + "/deployments.atom");
            link(xml, "alternate", home + "/delivery");
            for (var one : deployments) {
                entry(xml, project, one, home);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory takes everything", e);
        }
        return text.toString();
    }

    private static void entry(XMLStreamWriter xml, Project project, Deployment one, String home)
            throws XMLStreamException {
        var outcome = DeploymentRow.glyph(one.outcome()).word();
        var what = one.service() + (one.version() == null ? "" : " " + one.version());
        var verb = switch (one.kind()) {
            case DEPLOY -> what + " → " + one.environment();
            case ROLLBACK -> "Rollback of " + what + " in " + one.environment();
            case FORCE_UPDATE -> "Restart of " + what + " in " + one.environment();
        };
        xml.writeStartElement("entry");
        element(xml, "id", "urn:slipway:" + project.key() + ":job:" + one.job() + ":" + one.service());
        element(xml, "title", verb + ": " + outcome);
        element(xml, "updated", one.ended().toString());
        xml.writeStartElement("author");
        element(xml, "name", "Slipway");
        xml.writeEndElement();
        link(xml, "alternate", home + "/jobs/" + one.job());
        category(xml, "environment", one.environment());
        category(xml, "service", one.service());
        category(xml, "outcome", one.outcome().name());
        element(xml, "summary", "Job #" + one.job() + " of pipeline " + one.pipeline() + " ended: " + outcome + ".");
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String href) throws XMLStreamException {
        xml.writeStartElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("href", href);
        xml.writeEndElement();
    }

    private static void category(XMLStreamWriter xml, String scheme, String term) throws XMLStreamException {
        xml.writeStartElement("category");
        xml.writeAttribute("scheme", "urn:slipway:" + scheme);
        xml.writeAttribute("term", term);
        xml.writeEndElement();
    }
}
