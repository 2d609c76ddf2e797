package simulator.wire;

import java.util.Map;
import simulator.Fault;
import software.amazon.awssdk.core.SdkPojo;

/** One of AWS's wire protocols. */
interface Codec {

    /** The members of a request, as nested maps, lists and values. */
    Map<String, ?> read(byte[] body);

    /** How those are laid out. */
    Layout layout();

    Reply write(String operation, SdkPojo answer, String requestId);

    Reply write(Fault fault, String requestId);
}
