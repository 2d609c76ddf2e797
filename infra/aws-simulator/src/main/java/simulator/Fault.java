package simulator;

/** An error as AWS answers it. */
public final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    public Fault(String code, String message) {
        this(code, 400, message);
    }

    public Fault(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
