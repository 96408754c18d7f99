//! Reports as CSV.

use reqwest::Method;
use serde_json::json;

use super::scene::{Desk, MINUTE};

const DAYS: &str = "from=2026-09-21&to=2026-09-22";

#[tokio::test]
async fn a_csv_has_the_figures_and_no_formulas() {
    let desk = Desk::open().await;
    let name = json!({"display_name": "=HYPERLINK(\"http://evil\")"});
    desk.node.request(Method::PATCH, "/v1/me").by(&desk.anna.clone().alone()).json(&name).send().await.expect(200);
    let conversation = desk.node.ask(&desk.ada, "hello").await;
    desk.at(MINUTE + 5);
    desk.node.send(&desk.anna, &conversation, "an answer").await;
    desk.change(&desk.anna, &conversation, json!({"status": "resolved", "add_labels": ["@SUM(A1:A9)"]})).await;
    let export = async |table: &str| {
        let path = format!("/v1/reports/export?{DAYS}&table={table}");
        let answer = desk.node.get(&path).by(&desk.olga).send().await.expect(200);
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        let disposition = format!("attachment; filename=\"{table}-2026-09-21-2026-09-22.csv\"");
        assert_eq!(answer.header("content-disposition"), disposition);
        String::from_utf8(answer.bytes).expect("UTF-8")
    };
    assert_eq!(
        export("days").await,
        "date,received,sent,opened,reopened,resolved,backlog\r\n2026-09-21,1,1,1,0,1,0\r\n2026-09-22,0,0,0,0,0,0\r\n"
    );
    let members = export("members").await;
    let line = "\"anna\",\"'=HYPERLINK(\"\"http://evil\"\")\",0,1,1,60.005,0,,1,60.005,0,0,\r\n";
    assert!(members.contains(line), "{members}");
    assert_eq!(
        export("labels").await,
        "label,resolved,resolved_before,resolution_seconds\r\n\"'@SUM(A1:A9)\",1,0,60.005\r\n"
    );
    assert_eq!(
        export("channels").await,
        "channel,received,sent,opened,reopened,resolved,first_response_seconds,next_response_seconds,resolution_seconds\r\n\
         \"subrosa\",1,1,1,0,1,60.005,,60.005\r\n"
    );
    let hours = export("hours").await;
    let lines: Vec<&str> = hours.lines().collect();
    assert_eq!(
        (lines.len(), lines[0]),
        (169, "weekday,hour,received,opened,reopened,resolved,first_responses,next_responses")
    );
    assert_eq!((lines[1 + 14], lines[1 + 15]), ("1,14,1,1,0,1,1,0", "1,15,0,0,0,0,0,0"), "Monday");
}
