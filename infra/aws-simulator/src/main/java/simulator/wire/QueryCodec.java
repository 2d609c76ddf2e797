package simulator.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import simulator.Fault;
import software.amazon.awssdk.core.SdkPojo;

/** The query protocol and EC2's variant of it: a form in, XML out. */
final class QueryCodec implements Codec {

    private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

    private final String namespace;
    private final boolean ec2;

    QueryCodec(String namespace, boolean ec2) {
        this.namespace = namespace;
        this.ec2 = ec2;
    }

    /** The form as it was sent. */
    static Map<String, String> form(byte[] body) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            var parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                form.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, ?> read(byte[] body) {
        var root = new LinkedHashMap<String, Object>();
        form(body).forEach((key, value) -> {
            if (!key.equals("Action") && !key.equals("Version")) {
                put(root, key, value);
            }
        });
        return root;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> node, String key, String value) {
        var dot = key.indexOf('.');
        if (dot < 0) {
            node.put(key, value);
        } else {
            var child = node.computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<String, Object>());
            put((Map<String, Object>) child, key.substring(dot + 1), value);
        }
    }

    @Override
    public Layout layout() {
        return new FormLayout(ec2);
    }

    @Override
    public Reply write(String operation, SdkPojo answer, String requestId) {
        var members = new XmlWriter();
        members.members(answer);
        var xml = new XmlWriter();
        var response = operation + "Response";
        if (ec2) {
            xml.raw("<" + response + " xmlns=\"" + namespace + "\">");
            xml.text("requestId", requestId);
            xml.raw(members.toString());
        } else {
            xml.raw("<" + response + " xmlns=\"" + namespace + "\"><" + operation + "Result>");
            xml.raw(members.toString());
            xml.raw("</" + operation + "Result><ResponseMetadata>");
            xml.text("RequestId", requestId);
            xml.raw("</ResponseMetadata>");
        }
        xml.raw("</" + response + ">");
        return reply(200, xml);
    }

    @Override
    public Reply write(Fault fault, String requestId) {
        var xml = new XmlWriter();
        xml.raw(ec2 ? "<Response><Errors><Error>" : "<ErrorResponse xmlns=\"" + namespace + "\"><Error>");
        if (!ec2) {
            xml.text("Type", fault.status() < 500 ? "Sender" : "Receiver");
        }
        xml.text("Code", fault.code());
        xml.text("Message", String.valueOf(fault.getMessage()));
        xml.raw(ec2 ? "</Error></Errors>" : "</Error>");
        xml.text(ec2 ? "RequestID" : "RequestId", requestId);
        xml.raw(ec2 ? "</Response>" : "</ErrorResponse>");
        return reply(fault.status(), xml);
    }

    private static Reply reply(int status, XmlWriter xml) {
        return new Reply(status, CONTENT_TYPE, Map.of(), xml.toString().getBytes(StandardCharsets.UTF_8));
    }
}
